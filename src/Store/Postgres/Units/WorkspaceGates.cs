using TeamAccess.Domain;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>
/// Lets two units of this server at a time ask the database for one workspace, so that the next is there when the first
/// is done. Should the server stand still, the others wait for these two at most, and not for all that it had begun.
/// </summary>
internal sealed class WorkspaceGates
{
    private const int Width = 2;

    private readonly Dictionary<WorkspaceId, Gate> gates = [];

    /// <summary>Blocks. Whoever has come in leaves by <see cref="Leave"/>.</summary>
    /// <exception cref="StoreUnavailableException">It took longer than <paramref name="patience"/>.</exception>
    public void Enter(WorkspaceId workspace, TimeSpan patience, CancellationToken cancellationToken)
    {
        Gate? gate;
        lock (gates)
        {
            if (!gates.TryGetValue(workspace, out gate))
            {
                gates[workspace] = gate = new Gate();
            }

            gate.Users++;
        }

        var isIn = false;
        try
        {
            isIn = gate.Places.Wait(patience, cancellationToken);
        }
        finally
        {
            if (!isIn)
            {
                Forget(workspace, gate);
            }
        }

        if (!isIn)
        {
            throw new StoreUnavailableException("Too many changes wait for each other; try again.");
        }
    }

    public void Leave(WorkspaceId workspace)
    {
        Gate gate;
        lock (gates)
        {
            gate = gates[workspace];
        }

        gate.Places.Release();
        Forget(workspace, gate);
    }

    // Never disposed: it has no handle, since nobody waits for it but by itself.
    private void Forget(WorkspaceId workspace, Gate gate)
    {
        lock (gates)
        {
            if (--gate.Users == 0)
            {
                gates.Remove(workspace);
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Places { get; } = new(Width);

        public int Users { get; set; }
    }
}
