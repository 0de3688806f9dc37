namespace TeamAccess.Domain.Access;

internal static class AccessReasons
{
    public static string Describe(AccessReason reason) => reason switch
    {
        AccessReason.Granted => "Allowed.",
        AccessReason.MemberUnknown => "There is no such member in this workspace.",
        AccessReason.MemberDeactivated => "The member is deactivated.",
        AccessReason.MemberRemoved => "The member was removed.",
        AccessReason.KeyUnknown => "There is no such API key in this workspace.",
        AccessReason.KeyRevoked => "The API key is revoked.",
        AccessReason.KeySuspended => "The API key is suspended while its member is away.",
        AccessReason.KeyExpired => "The API key has expired.",
        AccessReason.CreatorDeactivated => "The member the API key acts for is deactivated.",
        AccessReason.CreatorRemoved => "The member the API key acts for was removed.",
        AccessReason.PermissionUnknown => "No role has a permission of that name; ListRoles shows what there is.",
        AccessReason.PermissionNotGranted => "The role, or the API key's own list, does not have the permission.",
        AccessReason.OutOfScope => "The member's access is limited to other resources.",
    };
}
