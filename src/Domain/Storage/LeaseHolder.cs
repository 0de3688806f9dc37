namespace TeamAccess.Domain.Storage;

/// <summary>By what name a server's work takes leases.</summary>
public static class LeaseHolder
{
    /// <returns>Machine and process, for operators, and an id that no other start of either has.</returns>
    public static string New(TimeProvider clock) =>
        $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";
}
