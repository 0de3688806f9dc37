using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Figures.Seeding;

/// <summary>Rows as the server would have made them of what a provider sends.</summary>
internal sealed class People(WorkspaceId workspace, ConnectionId connection, DateTimeOffset since)
{
    public static string UserNameOf(int n) => string.Create(CultureInfo.InvariantCulture, $"person.{n}@figures.test");

    public static string ExternalIdOf(int n) => string.Create(CultureInfo.InvariantCulture, $"directory-object-{n:D9}");

    public static string GroupNameOf(int n) => string.Create(CultureInfo.InvariantCulture, $"Group {n}");

    public static JsonObject UserOf(int n)
    {
        var userName = UserNameOf(n);
        return new JsonObject
        {
            ["userName"] = userName,
            ["externalId"] = ExternalIdOf(n),
            ["displayName"] = string.Create(CultureInfo.InvariantCulture, $"Person Number {n}"),
            ["name"] = new JsonObject { ["givenName"] = "Person", ["familyName"] = string.Create(CultureInfo.InvariantCulture, $"Number {n}") },
            ["title"] = "Keeper of figures",
            ["emails"] = new JsonArray(new JsonObject { ["value"] = userName, ["type"] = "work", ["primary"] = true }),
            ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = new JsonObject { ["department"] = "Measurements" },
        };
    }

    public Member MemberOf(int n)
    {
        var (attributes, at) = (UserOf(n), since.AddMilliseconds(n));
        var isActive = n % 20 != 19;
        return new Member
        {
            Workspace = workspace,
            Id = new MemberId(Guid.CreateVersion7(at)),
            State = isActive ? MemberState.Active : MemberState.Deactivated,
            UserName = UserNameOf(n),
            Role = new RoleName("Member"),
            DirectoryRole = new RoleName("Member"),
            ManagedBy = connection,
            ExternalId = ExternalIdOf(n),
            DisplayName = AttributeBag.StringOf(attributes, "displayName"),
            Emails = [UserNameOf(n)],
            Attributes = AttributeBag.From(attributes),
            Version = 1,
            Created = at,
            LastModified = at,
            Departure = isActive ? null : new Departure(Guid.CreateVersion7(at), at, $"connection:{connection}"),
        };
    }

    public Group GroupOf(int n)
    {
        var at = since.AddMilliseconds(n);
        return new Group
        {
            Workspace = workspace,
            Id = new GroupId(Guid.CreateVersion7(at)),
            DisplayName = GroupNameOf(n),
            ManagedBy = connection,
            Attributes = AttributeBag.From(new JsonObject { ["displayName"] = GroupNameOf(n) }),
            Version = 1,
            Created = at,
            LastModified = at,
        };
    }
}
