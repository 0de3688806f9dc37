using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresResourceReader(Session session) : IResourceReader
{
    private readonly RowLists lists = new(session);

    public async ValueTask<Resource?> FindAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Resource>(
            new Statement(
                "SELECT body FROM resources WHERE workspace = $1 AND type = $2 AND id = $3",
                Keys.Of(workspace),
                Keys.Text(type),
                resource.Value),
            cancellationToken);
    }

    public ValueTask<Page<Resource>> ListAsync(
        WorkspaceId workspace,
        string type,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) => lists.ListAsync<Resource>(
            ("resources", ListOf(type), type), workspace, selection, (cursor, skip, limit), cancellationToken);

    public async ValueTask<int> CountAsync(WorkspaceId workspace, string type, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var counts = await session.QueryAsync(
            new Statement(
                "SELECT count(*)::integer FROM resources WHERE workspace = $1 AND type = $2",
                Keys.Of(workspace),
                Keys.Text(type)),
            row => row.GetInt32(0),
            cancellationToken);
        return counts[0];
    }

    internal static string ListOf(string type) => "resources:" + Keys.Text(type);
}

internal sealed class PostgresResources(UnitSession unit) : PostgresResourceReader(unit), IResourceWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(Resource resource, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(resource.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO resources (workspace, type, id, modified, body) VALUES ($1, $2, $3, $4, $5)", ValuesOf(resource)),
            IndexOf(resource));
    }

    public async ValueTask UpdateAsync(Resource resource, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(resource.Workspace, cancellationToken);
        await unit.ChangeAsync(
            "resource",
            cancellationToken,
            IndexOf(resource),
            new Statement(
                "UPDATE resources SET modified = $4, body = $5 WHERE workspace = $1 AND type = $2 AND id = $3",
                ValuesOf(resource)));
    }

    public async ValueTask RemoveAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            RowLists.Forget(workspace, ListOf(type), resource.Value),
            new Statement(
                "DELETE FROM resources WHERE workspace = $1 AND type = $2 AND id = $3",
                Keys.Of(workspace),
                Keys.Text(type),
                resource.Value));
    }

    private static object[] ValuesOf(Resource resource) =>
    [
        Keys.Of(resource.Workspace),
        Keys.Text(resource.Type),
        resource.Id.Value,
        resource.LastModified.UtcTicks,
        Body.Of(resource),
    ];

    private static Statement IndexOf(Resource resource) => RowLists.Index(
        resource.Workspace,
        ListOf(resource.Type),
        resource.Id.Value,
        (AttributeIndex.ExternalId, [resource.ExternalId]));
}
