using TeamAccess.Domain;
using TeamAccess.Domain.Members;

namespace TeamAccess.Store.LiteDb.Cache;

/// <param name="NameKey">Of the member's userName, so that a lookup by a name of the past is noticed.</param>
internal sealed record CachedMember(Member Member, string NameKey);

/// <summary>Who had a userName when it was last looked at. Says nothing without the member's own row.</summary>
internal sealed record NamedMember(MemberId Id);
