namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>The collections' names and their indexes.</summary>
internal static class Tables
{
    public const string Schema = "schema";
    public const string Tenants = "tenants";
    public const string Workspaces = "workspaces";
    public const string Heads = "heads";
    public const string Members = "members";
    public const string Tombstones = "tombstones";
    public const string Groups = "groups";
    public const string Memberships = "memberships";
    public const string Resources = "resources";
    public const string UniqueValues = "uniqueValues";
    public const string Links = "links";
    public const string Keys = "keys";
    public const string Sessions = "sessions";
    public const string Connections = "connections";
    public const string Tokens = "tokens";
    public const string Mappings = "mappings";
    public const string Audit = "audit";
    public const string Requests = "requests";
    public const string ProvisioningLog = "provisioningLog";
    public const string Checkpoints = "checkpoints";
    public const string Leases = "leases";
    public const string Webhooks = "webhooks";
    public const string Imports = "imports";

    /// <summary>Every collection of ours.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Schema, Tenants, Workspaces, Heads, Members, Tombstones, Groups, Memberships, Resources, UniqueValues, Links,
        Keys, Sessions, Connections, Tokens, Mappings, Checkpoints, Audit, Requests, ProvisioningLog, Leases, Webhooks,
        Imports,
    ];

    /// <summary>userName of members, displayName of groups.</summary>
    public static readonly RowIndex ByName = RowIndex.Unique("byName");

    /// <summary>The values of a <see cref="Domain.Storage.AttributeIndex"/>, behind its letter.</summary>
    public static readonly RowIndex ByValue = RowIndex.OfEach("byValue");

    public static readonly RowIndex ByModified = RowIndex.Of("byModified");

    public static readonly RowIndex ByMember = RowIndex.Of("byMember");

    public static readonly RowIndex ByChild = RowIndex.Of("byChild");

    public static readonly RowIndex ByTenant = RowIndex.Of("byTenant");

    public static readonly RowIndex ByWorkspace = RowIndex.Of("byWorkspace");

    public static readonly RowIndex ByCreator = RowIndex.Of("byCreator");

    public static readonly RowIndex ByConnection = RowIndex.Of("byConnection");

    public static readonly RowIndex ByEachMember = RowIndex.OfEach("byMember");

    public static readonly RowIndex ByCreated = RowIndex.Of("byCreated");
}
