using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Store.Conformance;

/// <summary>Rows to store. Those of a higher number have a higher id and were made later.</summary>
public static class Sample
{
    public static readonly WorkspaceId Acme = new("acme");

    /// <summary>An id that another one is a prefix of.</summary>
    public static readonly WorkspaceId AcmeEast = new("acme-east");

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>With a fraction that a millisecond does not hold.</summary>
    public static DateTimeOffset At(int second) => Start.AddSeconds(second).AddTicks(1234567);

    public static Guid Id(int number) =>
        Guid.ParseExact(string.Create(CultureInfo.InvariantCulture, $"01950000-0000-7000-8000-{number:x12}"), "D");

    public static MemberId MemberId(int number) => new(Id(number));

    public static GroupId GroupId(int number) => new(Id(number));

    public static byte[] Hash(int number) => Enumerable.Repeat((byte)number, 32).ToArray();

    public static Member Member(int number, string? userName = null, WorkspaceId? workspace = null)
    {
        var name = userName ?? string.Create(CultureInfo.InvariantCulture, $"user{number}@example.com");
        return new Member
        {
            Workspace = workspace ?? Acme,
            Id = MemberId(number),
            State = MemberState.Active,
            UserName = name,
            Role = new RoleName("Member"),
            Attributes = AttributeBag.From(new JsonObject { ["userName"] = name }),
            Version = 1,
            Created = At(number),
            LastModified = At(number),
        };
    }

    public static MemberTombstone Tombstone(Member member) =>
        new(member.Workspace, member.Id, At(1000), "connection:1");

    public static Group Group(int number, string? displayName = null, WorkspaceId? workspace = null)
    {
        var name = displayName ?? string.Create(CultureInfo.InvariantCulture, $"Group {number}");
        return new Group
        {
            Workspace = workspace ?? Acme,
            Id = GroupId(number),
            DisplayName = name,
            ManagedBy = new ConnectionId(GroupId(number).Value),
            Attributes = AttributeBag.From(new JsonObject { ["displayName"] = name }),
            Version = 1,
            Created = At(number),
            LastModified = At(number),
        };
    }

    public static BegunImport Import(string workspace, int number = 1) => new()
    {
        Workspace = new WorkspaceId(workspace),
        Archive = "a1b2",
        Attempt = Id(number),
        Begun = At(number),
        LastStored = At(number + 1),
        Rows = number,
    };

    public static Membership Membership(int group, int member, WorkspaceId? workspace = null) =>
        new(workspace ?? Acme, GroupId(group), MemberId(member), At(member));

    public static GroupLink Link(int parent, int child, WorkspaceId? workspace = null) =>
        new(workspace ?? Acme, GroupId(parent), GroupId(child), At(child));

    public static Workspace Workspace(string id, string tenant = "default") => new()
    {
        Id = new WorkspaceId(id),
        Tenant = new TenantId(tenant),
        DisplayName = id,
        Owner = MemberId(1),
        Created = At(0),
        Version = 1,
    };

    public static ApiKey ApiKey(int number, int creator = 1, WorkspaceId? workspace = null) => new()
    {
        Workspace = workspace ?? Acme,
        Id = new ApiKeyId(Id(number)),
        Creator = MemberId(creator),
        DisplayName = "CI",
        SecretHash = Hash(number),
        Permissions = ["members.read"],
        RoleCeiling = new RoleName("Member"),
        Created = At(number),
        State = ApiKeyState.Live,
        Version = 1,
    };

    public static Session Session(int number, int member = 1, WorkspaceId? workspace = null) => new(
        workspace ?? Acme, new SessionId(Id(number)), MemberId(member), Hash(number), At(number), At(number + 3600));

    public static DirectoryConnection Connection(int number, WorkspaceId? workspace = null) => new()
    {
        Workspace = workspace ?? Acme,
        Id = new ConnectionId(Id(number)),
        DisplayName = "Okta",
        Dialect = Dialect.Compatible,
        DefaultRole = new RoleName("Viewer"),
        RoleCeiling = new RoleName("Admin"),
        Created = At(number),
        Version = 1,
    };

    public static ConnectionToken Token(int number, int connection = 1, WorkspaceId? workspace = null) => new(
        workspace ?? Acme,
        new ConnectionTokenId(Id(number)),
        new ConnectionId(Id(connection)),
        Hash(number),
        At(number),
        Expires: null,
        RevokedAt: null);

    public static RoleMapping Mapping(int number, WorkspaceId? workspace = null) => new()
    {
        Workspace = workspace ?? Acme,
        Id = new RoleMappingId(Id(number)),
        Connection = new ConnectionId(Id(1)),
        GroupDisplayName = "Engineering",
        Role = new RoleName("Manager"),
        Created = At(number),
    };

    public static Webhook Webhook(int number, WorkspaceId? workspace = null) => new()
    {
        Workspace = workspace ?? Acme,
        Id = new WebhookId(Id(number)),
        DisplayName = "Receiver",
        Url = "https://hooks.example.com/in?key=1",
        EventTypes = ["member.*", "group.created"],
        Pause = number % 3 == 0 ? WebhookPause.Failing : null,
        PausedSince = number % 3 == 0 ? At(number) : null,
        SecretVersion = 2,
        PreviousSecretEnds = At(number + 3600),
        Cursor = 3,
        Failures = 2,
        FailingSince = At(number),
        LastFailure = WebhookOutcome.ServerError,
        NextAttempt = At(number + 5),
        Created = At(number),
        Version = 4,
    };

    public static AuditEvent Event(long sequence, WorkspaceId? workspace = null, params int[] members) => new()
    {
        Workspace = workspace ?? Acme,
        Sequence = sequence,
        Time = At((int)sequence),
        Actor = "connection:1",
        Action = AuditActions.MemberUpdated,
        Target = "member:1",
        Members = members.Select(MemberId).ToList(),
        Changes = [new AuditChange("role", "Member", "Admin"), new AuditChange("title", null, "")],
        Door = Door.Scim,
        RequestId = "r1",
        Hash = Hash((int)(sequence % 256)),
    };

    /// <summary>Ten to a millisecond, so that some have the same time.</summary>
    public static ProvisioningEntryId EntryId(int number) => new(Guid.ParseExact(
        string.Create(CultureInfo.InvariantCulture, $"01950000{number / 10:x4}70008000{number:x12}"), "N"));

    public static ProvisioningEntry Entry(int number, WorkspaceId? workspace = null) => new()
    {
        Workspace = workspace ?? Acme,
        Id = EntryId(number),
        Connection = new ConnectionId(Id(1)),
        RequestId = "r1",
        Method = "GET",
        Path = "/Users",
        Status = 200,
        Duration = TimeSpan.FromMilliseconds(1.5),
        RequestSize = 0,
        ResponseSize = 200,
        Dialect = Dialect.Compatible,
    };
}
