using TeamAccess.Domain.Members;
using TeamAccess.Protocol;
using Stored = TeamAccess.Domain.Members.Member;

namespace TeamAccess.Admin.Messages;

internal static class MemberMessages
{
    public static V1.Member Of(Stored member) => new()
    {
        Name = Names.Of(member.Workspace, member.Id),
        Id = member.Id.ToString(),
        UserName = member.UserName,
        DisplayName = member.DisplayName ?? "",
        State = Of(member.State),
        Role = member.Role.Value,
        DirectoryRole = member.DirectoryRole?.Value ?? "",
        ManagedBy = member.ManagedBy is { } connection ? Names.Of(member.Workspace, connection) : "",
        Scope = ScopeOf(member.Scope),
        Emails = { member.Emails },
        ExternalId = member.ExternalId ?? "",
        Etag = Requests.FieldValues.EtagOf(member.Version),
        CreateTime = Times.Of(member.Created),
        UpdateTime = Times.Of(member.LastModified),
        Departure = member.Departure is { } departure
            ? new V1.Departure
            {
                Id = departure.Id.ToString("D"),
                Time = Times.Of(departure.At),
                Cause = departure.Cause,
            }
            : null,
    };

    public static V1.MemberState Of(MemberState state) => state switch
    {
        MemberState.Active => V1.MemberState.Active,
        MemberState.Deactivated => V1.MemberState.Deactivated,
    };

    public static Result<MemberState> Read(V1.MemberState state) => state switch
    {
        V1.MemberState.Active => MemberState.Active,
        V1.MemberState.Deactivated => MemberState.Deactivated,
        _ => Failure.InvalidValue("state", "The state is one of the named ones."),
    };

    private static V1.MemberScope ScopeOf(IReadOnlyList<string>? scope) => scope is null
        ? new V1.MemberScope { All = true }
        : new V1.MemberScope { Resources = { scope } };
}
