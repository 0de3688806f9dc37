using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// An <c>externalId</c> belongs to the provisioning domain that set it (RFC 7643 §3.1): a connection neither sees nor finds another
/// connection's, so that it never takes somebody else's resource for its own.
/// </summary>
internal static class ForeignExternalId
{
    public static Member Hide(Call call, Member member) => member.ExternalId is not null && IsForeign(call, member.ManagedBy)
        ? member with { ExternalId = null, Attributes = Without(member.Attributes) }
        : member;

    public static Group Hide(Call call, Group group) => group.ExternalId is not null && IsForeign(call, group.ManagedBy)
        ? group with { ExternalId = null, Attributes = Without(group.Attributes) }
        : group;

    public static Resource Hide(Call call, Resource resource) =>
        resource.ExternalId is not null && IsForeign(call, resource.ManagedBy)
            ? resource with { ExternalId = null, Attributes = Without(resource.Attributes) }
            : resource;

    private static bool IsForeign(Call call, ConnectionId? managedBy) =>
        call.Actor is Actor.Connection connection && managedBy is { } other && other != connection.Id;

    private static AttributeBag Without(AttributeBag attributes)
    {
        var kept = attributes.ToObject();
        kept.Remove("externalId");
        return AttributeBag.From(kept);
    }
}
