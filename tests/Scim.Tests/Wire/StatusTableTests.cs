using TeamAccess.Protocol;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Tests.Wire;

public sealed class StatusTableTests
{
    [Theory]
    [InlineData(FailureKind.InvalidFilter, 400, "invalidFilter")]
    [InlineData(FailureKind.TooMany, 400, "tooMany")]
    [InlineData(FailureKind.Uniqueness, 409, "uniqueness")]
    [InlineData(FailureKind.Mutability, 400, "mutability")]
    [InlineData(FailureKind.InvalidSyntax, 400, "invalidSyntax")]
    [InlineData(FailureKind.InvalidPath, 400, "invalidPath")]
    [InlineData(FailureKind.NoTarget, 400, "noTarget")]
    [InlineData(FailureKind.InvalidValue, 400, "invalidValue")]
    [InlineData(FailureKind.InvalidVers, 400, "invalidVers")]
    [InlineData(FailureKind.Sensitive, 403, "sensitive")]
    [InlineData(FailureKind.NotFound, 404, null)]
    [InlineData(FailureKind.VersionMismatch, 412, null)]
    [InlineData(FailureKind.Unauthenticated, 401, null)]
    [InlineData(FailureKind.PermissionDenied, 403, null)]
    [InlineData(FailureKind.FailedPrecondition, 409, null)]
    [InlineData(FailureKind.QuotaExceeded, 403, null)]
    [InlineData(FailureKind.TooLarge, 413, null)]
    [InlineData(FailureKind.UnsupportedMediaType, 415, null)]
    [InlineData(FailureKind.Unavailable, 503, null)]
    public void StatusOf_EachKind_FollowsRfc7644(FailureKind kind, int status, string? scimType)
    {
        Assert.Equal(status, StatusTable.StatusOf(kind));
        Assert.Equal(scimType, StatusTable.ScimTypeOf(kind));
    }

    [Fact]
    public void StatusOf_EveryKind_IsAnError() =>
        Assert.All(Enum.GetValues<FailureKind>(), kind => Assert.InRange(StatusTable.StatusOf(kind), 400, 599));
}
