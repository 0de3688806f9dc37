using System.Buffers.Binary;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// Reads the log as a start would, and looks behind the place where a start stops: entries that are whole there have
/// been written, and would be dropped.
/// </summary>
internal static class LogCheck
{
    private const string WholeBehindBroken =
        "the log has whole entries behind a broken one. A power cut before they were flushed leaves that, and then the next "
        + "start is right to drop them; damage to the broken one leaves it as well, and then they hold answered writes";

    private const string NewestHeaderLost =
        "the log has entries that are newer than its headers say: the header of the newest ones is damaged, and the next "
        + "start would drop answered writes";

    /// <param name="inLog">Takes the newest committed frame of each page.</param>
    /// <returns>The log; null where there is nothing in it to read.</returns>
    public static LogFile? Read(IStorageFile? file, SortedDictionary<uint, long> inLog, Findings findings)
    {
        if (file is null || file.Length == 0)
        {
            return null;
        }

        var content = new FailStopFile(file);
        var log = new LogFile(content, LogFormat.Standard);
        try
        {
            log.Load(durableBefore: 0);
            LogRecovery.CollectConfirmed(log, inLog);
            LookBehind(content, log.Count, findings);
        }
        catch (IOException e) // damaged as a whole, or the disk cannot read it
        {
            findings.Add(VerificationSubject.Log, table: null, id: null, e.Message);
        }

        return log;
    }

    private static void LookBehind(FailStopFile file, long whole, Findings findings)
    {
        var generation = LogFormat.ReadGeneration(file) ?? 0;
        var frames = Math.Max((file.Length - LogFormat.HeaderSize) / LogFormat.FrameSize, 0);
        var frame = new byte[LogFormat.FrameSize];
        for (var index = whole; index < frames; index++)
        {
            findings.Advance("log", index + 1, frames);
            if (file.Read(LogFormat.FrameOffset(index), frame) != frame.Length)
            {
                return;
            }

            var own = BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(LitePage.Size));
            if (own >= generation && LogFormat.Standard.IsWhole(frame, own, index))
            {
                findings.Add(
                    VerificationSubject.Log, table: null, id: null, own > generation ? NewestHeaderLost : WholeBehindBroken);
                return;
            }
        }
    }
}
