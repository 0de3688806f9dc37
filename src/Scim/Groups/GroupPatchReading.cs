using System.Text.Json.Nodes;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Groups;

/// <summary>Reads the body of a PATCH of a group.</summary>
internal static class GroupPatchReading
{
    /// <summary>
    /// Takes the PATCH apart; a value filter that names an address sees the <c>$ref</c> that the member is shown with.
    /// </summary>
    public static Result<GroupPatch> Read(
        JsonObject body, ResourceTypeDefinition type, Dialect dialect, ScimOptions options, Locations locations) =>
        BodyBinding.ReadPatch(body, type, dialect, options)
            .Then(GroupPatch.Split)
            .Then<GroupPatch, GroupPatch>(patch => patch with
            {
                MembersChanges = [.. patch.MembersChanges.Select(change => WithAddresses(change, locations))],
            });

    private static MembersChange WithAddresses(MembersChange change, Locations locations) =>
        change is MembersChange.RemoveWhere where && LocationFilter.MentionsAddress(where.Filter)
            ? where with
            {
                Matches = member =>
                {
                    locations.AddToMember(member);
                    return where.Matches(member);
                },
            }
            : change;
}
