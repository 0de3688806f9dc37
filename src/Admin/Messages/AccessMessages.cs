using TeamAccess.Domain;
using TeamAccess.Domain.Access;

namespace TeamAccess.Admin.Messages;

internal static class AccessMessages
{
    public static V1.CheckResponse Of(WorkspaceId workspace, AccessAnswer answer) => new()
    {
        Allowed = answer.Allowed,
        Reason = Of(answer.Reason),
        Detail = answer.Detail,
        Role = answer.Role?.Value ?? "",
        Member = Names.Of(workspace, answer.Member),
        Revision = answer.Revision,
    };

    private static V1.AccessReason Of(AccessReason reason) => reason switch
    {
        AccessReason.Granted => V1.AccessReason.Granted,
        AccessReason.MemberUnknown => V1.AccessReason.MemberUnknown,
        AccessReason.MemberDeactivated => V1.AccessReason.MemberDeactivated,
        AccessReason.MemberRemoved => V1.AccessReason.MemberRemoved,
        AccessReason.KeyUnknown => V1.AccessReason.KeyUnknown,
        AccessReason.KeyRevoked => V1.AccessReason.KeyRevoked,
        AccessReason.KeySuspended => V1.AccessReason.KeySuspended,
        AccessReason.KeyExpired => V1.AccessReason.KeyExpired,
        AccessReason.CreatorDeactivated => V1.AccessReason.CreatorDeactivated,
        AccessReason.CreatorRemoved => V1.AccessReason.CreatorRemoved,
        AccessReason.PermissionUnknown => V1.AccessReason.PermissionUnknown,
        AccessReason.PermissionNotGranted => V1.AccessReason.PermissionNotGranted,
        AccessReason.OutOfScope => V1.AccessReason.OutOfScope,
    };
}
