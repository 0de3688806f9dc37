using TeamAccess.Domain;
using Stored = TeamAccess.Domain.Administration.Ownership;

namespace TeamAccess.Admin.Messages;

internal static class OwnershipMessages
{
    public static V1.Ownership Of(WorkspaceId workspace, Stored ownership) => new()
    {
        Name = Names.OfOwnership(workspace),
        Owner = Names.Of(workspace, ownership.Owner),
        Vacant = ownership.Owner is null,
        VacantSince = Times.Of(ownership.VacantSince),
        Successors = { ownership.Successors.Select(member => Names.Of(workspace, member)) },
        BillingOwner = Names.Of(workspace, ownership.BillingOwner),
        Etag = Requests.FieldValues.EtagOf(ownership.Version),
    };
}
