using Google.Rpc;
using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Tests;

public sealed class RpcStatusTests
{
    public static TheoryData<FailureKind> Kinds() => [.. Enum.GetValues<FailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Failure_EveryKind_HasCodeReasonAndDetail(FailureKind kind)
    {
        var exception = RpcStatus.ToException(new Failure(kind, "What was wrong."));

        Assert.NotEqual(StatusCode.OK, exception.StatusCode);
        Assert.NotEqual(StatusCode.Unknown, exception.StatusCode);
        Assert.Equal("What was wrong.", exception.Status.Detail);
        Assert.NotEmpty(exception.Info().Reason);
    }

    [Fact]
    public void Failure_ReasonAndMetadata_AreInErrorInfo()
    {
        var failure = new Failure(FailureKind.QuotaExceeded, "3 of 3 seats are taken.")
        {
            Reason = "SEAT_LIMIT_REACHED",
            Metadata = new Dictionary<string, string> { ["limit"] = "3" },
        };

        var exception = RpcStatus.ToException(failure);

        Assert.Equal("SEAT_LIMIT_REACHED", exception.Info().Reason);
        Assert.Equal("3", exception.Info().Metadata["limit"]);
        Assert.Equal("3 of 3 seats are taken.", exception.Detail<QuotaFailure>()!.Violations.Single().Description);
    }

    [Fact]
    public void Failure_InvalidValue_NamesTheFieldAsTheProtosSpellIt()
    {
        var exception = RpcStatus.ToException(Failure.InvalidValue("userName", "It is empty."));

        Assert.Equal("user_name", exception.Detail<BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public void Failure_Unavailable_SaysWhenToRetry() => Assert.Equal(
        1, RpcStatus.ToException(RpcStatus.Unavailable).Detail<RetryInfo>()!.RetryDelay.Seconds);

    [Fact]
    public void Failure_FailedPrecondition_NamesThePrecondition()
    {
        var failure = new Failure(FailureKind.FailedPrecondition, "No.") { Reason = "MANAGED_BY_DIRECTORY" };

        var exception = RpcStatus.ToException(failure);

        Assert.Equal("MANAGED_BY_DIRECTORY", exception.Detail<PreconditionFailure>()!.Violations.Single().Type);
    }
}
