namespace TeamAccess.Domain.Access;

/// <summary>May this subject do that?</summary>
/// <param name="Permission">
/// A permission of the role table; empty to ask only whether the subject has access at all.
/// </param>
/// <param name="Resource">
/// The resource it is about; null or empty when the question is about none in particular.
/// </param>
public sealed record AccessQuestion(AccessSubject Subject, string Permission, string? Resource);

public abstract record AccessSubject
{
    private AccessSubject()
    {
    }

    public sealed record OfMember(MemberId Member) : AccessSubject;

    public sealed record OfKey(ApiKeyId Key) : AccessSubject;

    /// <summary>A key as its bearer presented it: its secret is proved too.</summary>
    public sealed record OfKeyToken(string Token) : AccessSubject
    {
        // A record prints its properties; this one holds a secret.
        public override string ToString() => nameof(OfKeyToken);
    }
}

/// <param name="Role">The role the answer was found under; null when the subject has none.</param>
/// <param name="Member">The member asked about, or whom the key acts for; null when there is none.</param>
/// <param name="Revision">A revision of the workspace that the answer has seen.</param>
public sealed record AccessAnswer(
    bool Allowed, AccessReason Reason, string Detail, Roles.RoleName? Role, MemberId? Member, long Revision);

public enum AccessReason
{
    Granted,
    MemberUnknown,
    MemberDeactivated,
    MemberRemoved,
    KeyUnknown,
    KeyRevoked,
    KeySuspended,
    KeyExpired,
    CreatorDeactivated,
    CreatorRemoved,
    PermissionUnknown,
    PermissionNotGranted,
    OutOfScope,
}
