using System.Text.RegularExpressions;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>
/// Reads from a trace of system calls, one line each in the order of their beginnings, whether each person was on the disk
/// before the answer left: between a request's arrival and its answer the log was written, then flushed to the end.
/// </summary>
internal sealed partial class AckOrder
{
    public static readonly string[] Arguments =
        ["-y", "-s", "64", "-e", "trace=fdatasync,fsync,pwrite64,recvfrom,recvmsg,read,sendto,sendmsg,write"];

    private readonly Dictionary<string, string> unfinished = []; // process to the call's beginning
    private readonly Dictionary<string, int> arrived = [];       // socket to the line of its last request
    private readonly List<(int Begun, int Ended)> flushes = [];
    private readonly List<int> writes = [];
    private readonly Dictionary<string, int> flushing = [];      // process to the line where its flush began

    /// <summary>Answers of 201 that were seen.</summary>
    public int Answers { get; private set; }

    /// <summary>What was answered too early.</summary>
    public List<string> Violations { get; } = [];

    public static AckOrder Of(IReadOnlyList<string> trace)
    {
        var order = new AckOrder();
        for (var number = 0; number < trace.Count; number++)
        {
            order.Read(trace[number], number);
        }

        return order;
    }

    private void Read(string line, int number)
    {
        var match = Line().Match(line);
        var (process, call) = (match.Groups["process"].Value, match.Groups["call"].Value);
        var beginning = call;
        if (call.StartsWith("<... ", StringComparison.Ordinal) && unfinished.Remove(process, out var begun))
        {
            beginning = begun;
        }
        else if (call.EndsWith("<unfinished ...>", StringComparison.Ordinal))
        {
            unfinished[process] = call;
        }

        var target = Target().Match(beginning).Value;
        if (beginning.StartsWith("recv", StringComparison.Ordinal) && call.Contains("\"POST /scim/v2/Users", StringComparison.Ordinal))
        {
            arrived[target] = number;
        }
        else if (target.EndsWith("/teamaccess.log", StringComparison.Ordinal))
        {
            ReadLogCall(process, beginning, call, number);
        }
        else if (beginning.StartsWith("send", StringComparison.Ordinal) && call.Contains("\"HTTP/1.1 201", StringComparison.Ordinal))
        {
            Answers++;
            Judge(target, number);
        }
    }

    private void ReadLogCall(string process, string beginning, string call, int number)
    {
        if (beginning.StartsWith("pwrite64", StringComparison.Ordinal))
        {
            writes.Add(number);
        }
        else if (beginning.StartsWith("fdatasync", StringComparison.Ordinal))
        {
            if (ReferenceEquals(beginning, call))
            {
                flushing[process] = number;
            }

            if (call.EndsWith(" = 0", StringComparison.Ordinal))
            {
                flushes.Add((flushing[process], number));
            }
        }
    }

    private void Judge(string socket, int number)
    {
        if (!arrived.Remove(socket, out var request))
        {
            Violations.Add($"line {number}: an answer to a request that was not seen");
        }
        else if (!flushes.Any(flush => flush.Ended < number && writes.Any(write => write > request && write < flush.Begun)))
        {
            Violations.Add($"line {number}: answered a request of line {request} without a flush of the log between them");
        }
    }

    [GeneratedRegex(@"^(?<process>\d+) +(?<call>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<=^\w+\(\d+<)[^>]*")]
    private static partial Regex Target();
}
