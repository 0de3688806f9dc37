using System.Diagnostics;
using System.Globalization;

namespace TeamAccess.TestKit.Processes;

/// <summary>
/// A file system in memory of a few megabytes, in a mount namespace of its own: nothing of it is left when the process
/// that holds it ends. Needs root, or user namespaces.
/// </summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly Process holder;
    private readonly string mountPoint;

    private SmallDisk(Process holder, string mountPoint) => (this.holder, this.mountPoint) = (holder, mountPoint);

    /// <summary>A directory on it that every process of the same user can reach.</summary>
    public string Data => $"/proc/{holder.Id.ToString(CultureInfo.InvariantCulture)}/root{mountPoint}/data";

    /// <param name="size">As <c>mount</c> takes it: <c>3m</c>.</param>
    public static async Task<SmallDisk> CreateAsync(string size)
    {
        var mountPoint = Directory.CreateTempSubdirectory("teamaccess-disk-").FullName;
        string[] command =
        [
            "--mount", .. Environment.UserName == "root" ? (string[])[] : ["--user", "--map-root-user"], "sh", "-c",
            "mount -t tmpfs -o size=$1 tmpfs $2 && mkdir $2/data && echo ready && exec sleep 600", "sh", size, mountPoint,
        ];
        var holder = Process.Start(new ProcessStartInfo("unshare", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (await holder.StandardOutput.ReadLineAsync() == "ready")
        {
            return new SmallDisk(holder, mountPoint);
        }

        var said = await holder.StandardError.ReadToEndAsync();
        holder.Dispose();
        Directory.Delete(mountPoint);
        throw new InvalidOperationException(
            $"A file system of its own cannot be mounted here, and this test is nothing without it. It said: {said}");
    }

    /// <param name="options">As <c>mount -o remount</c> takes them: <c>size=64m</c>, <c>ro</c>.</param>
    public async Task RemountAsync(string options)
    {
        using var mount = Process.Start("nsenter", [
            "--target", holder.Id.ToString(CultureInfo.InvariantCulture), "--mount",
            "mount", "-o", "remount," + options, mountPoint,
        ]);
        await mount.WaitForExitAsync();
        if (mount.ExitCode != 0)
        {
            throw new InvalidOperationException($"mount -o remount,{options} failed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        holder.Kill();
        await holder.WaitForExitAsync();
        holder.Dispose();
        Directory.Delete(mountPoint);
    }
}
