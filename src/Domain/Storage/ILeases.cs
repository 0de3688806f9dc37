namespace TeamAccess.Domain.Storage;

/// <summary>
/// Who does a piece of scheduled work, where several nodes could: at most one holder of a name at any time. The store
/// tells the time, so the nodes' own clocks need not agree.
/// </summary>
public interface ILeases
{
    /// <summary>
    /// Takes a lease that nobody has, whose time is over, or that this holder has: then anew, and what it held before
    /// is lost. Never waits for another node.
    /// </summary>
    /// <param name="name">Of the work, 1 to 100 characters.</param>
    /// <param name="holder">Of the one who does it, for operators; 1 to 200 characters.</param>
    /// <param name="duration">Long enough to renew it in time, short enough to wait for when the holder dies.</param>
    /// <returns>Null while another holder has it.</returns>
    ValueTask<Lease?> TryTakeAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>From now on for that long, whatever was left.</summary>
    /// <returns>False when it is lost: nothing was changed, and the work must stop.</returns>
    ValueTask<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// Whether it is still held, and then until the end of this unit of work, however long that takes. Every unit that
    /// writes something of the work asks this first, and discards itself on false: who slept through the end of the
    /// lease then writes nothing over its successor.
    /// </summary>
    ValueTask<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Lets the next one take it at once; nothing happens when it is lost.</summary>
    ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a lease whose work there is no more, whoever holds it; nothing happens when there is none. The name is not
    /// used again, since its tokens would begin anew.
    /// </summary>
    ValueTask ForgetAsync(string name, CancellationToken cancellationToken);
}

/// <param name="Token">Higher each time the lease is taken, so that a lost one is not taken for the present one.</param>
public sealed record Lease(string Name, string Holder, long Token);
