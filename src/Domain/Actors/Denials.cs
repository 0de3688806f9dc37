using TeamAccess.Protocol;

namespace TeamAccess.Domain.Actors;

/// <summary>The refusals that several operations share.</summary>
internal static class Denials
{
    public static Failure OfPermission(string permission) => new(
        FailureKind.PermissionDenied, $"This needs the permission {permission}, which the caller does not have.")
    {
        Reason = "PERMISSION_DENIED",
        Metadata = new Dictionary<string, string> { ["permission"] = permission },
    };

    public static Failure OfVersion(long stored) => new(
        FailureKind.VersionMismatch,
        $"The resource has changed: it is at version {stored} now. Read it again and repeat the change on what you find.")
    {
        Attribute = "etag",
        Reason = "VERSION_MISMATCH",
    };
}
