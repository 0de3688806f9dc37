using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using TeamAccess.Protocol;
using Status = Google.Rpc.Status;

namespace TeamAccess.Admin.Failures;

/// <summary>Renders a failure for gRPC: a status code, and details a program can act on (AIP-193).</summary>
internal static class RpcStatus
{
    public const string Domain = "teamaccess";

    public static readonly Failure Unavailable = new(
        FailureKind.Unavailable, "The store cannot carry this out now; nothing was changed. Try again shortly.");

    public static readonly Failure OutcomeUnknown = new(
        FailureKind.Unavailable,
        "The store failed while it wrote: the change may have been made or not. Read before trying again, or repeat "
        + "the request with the same request_id.")
    {
        Reason = "OUTCOME_UNKNOWN",
    };

    private static readonly Duration RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <summary>
    /// The value, or the failure thrown in gRPC's form; the edge of the adapter is where values become exceptions.
    /// </summary>
    public static T OrThrow<T>(this Result<T> result)
        where T : notnull =>
        result.TryGet(out var value, out var failure) ? value : throw ToException(failure);

    public static RpcException ToException(Failure failure) => Of(failure).ToRpcException();

    public static Status Of(Failure failure)
    {
        var (code, reason) = CodeOf(failure.Kind);
        return Build(
            code, failure.Reason ?? reason, failure.Detail, failure.Metadata, DetailsOf(failure, code, reason));
    }

    /// <summary>
    /// A status for what is no <see cref="Failure"/>: trouble of the server, or a call that ended early.
    /// </summary>
    public static RpcException ToException(StatusCode code, string reason, string message) =>
        Of(code, reason, message).ToRpcException();

    public static Status Of(StatusCode code, string reason, string message) =>
        Build(code, reason, message, new Dictionary<string, string>(), []);

    /// <summary>The code of each kind, and the reason when the failure brings none of its own.</summary>
    public static (StatusCode Code, string Reason) CodeOf(FailureKind kind) => kind switch
    {
        FailureKind.InvalidFilter => (StatusCode.InvalidArgument, "INVALID_FILTER"),
        FailureKind.TooMany => (StatusCode.ResourceExhausted, "TOO_MANY"),
        FailureKind.Uniqueness => (StatusCode.AlreadyExists, "ALREADY_EXISTS"),
        FailureKind.Mutability => (StatusCode.FailedPrecondition, "IMMUTABLE"),
        FailureKind.InvalidSyntax => (StatusCode.InvalidArgument, "INVALID_SYNTAX"),
        FailureKind.InvalidPath => (StatusCode.InvalidArgument, "INVALID_PATH"),
        FailureKind.NoTarget => (StatusCode.InvalidArgument, "NO_TARGET"),
        FailureKind.InvalidValue => (StatusCode.InvalidArgument, "INVALID_VALUE"),
        FailureKind.InvalidVers => (StatusCode.InvalidArgument, "INVALID_VERSION"),
        FailureKind.Sensitive => (StatusCode.InvalidArgument, "SENSITIVE"),
        FailureKind.InvalidCursor => (StatusCode.InvalidArgument, "INVALID_CURSOR"),
        FailureKind.InvalidCount => (StatusCode.InvalidArgument, "INVALID_COUNT"),
        FailureKind.NotFound => (StatusCode.NotFound, "NOT_FOUND"),
        FailureKind.VersionMismatch => (StatusCode.Aborted, "VERSION_MISMATCH"),
        FailureKind.Unauthenticated => (StatusCode.Unauthenticated, "UNAUTHENTICATED"),
        FailureKind.PermissionDenied => (StatusCode.PermissionDenied, "PERMISSION_DENIED"),
        FailureKind.FailedPrecondition => (StatusCode.FailedPrecondition, "FAILED_PRECONDITION"),
        FailureKind.QuotaExceeded => (StatusCode.ResourceExhausted, "QUOTA_EXCEEDED"),
        FailureKind.TooLarge => (StatusCode.ResourceExhausted, "TOO_LARGE"),
        FailureKind.UnsupportedMediaType => (StatusCode.InvalidArgument, "UNSUPPORTED_MEDIA_TYPE"),
        FailureKind.Unavailable => (StatusCode.Unavailable, "UNAVAILABLE"),
        FailureKind.MassChangeHeld => (StatusCode.ResourceExhausted, "MASS_CHANGE_HELD"),
    };

    private static Status Build(
        StatusCode code,
        string reason,
        string message,
        IReadOnlyDictionary<string, string> metadata,
        IEnumerable<IMessage> details)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        info.Metadata.Add(metadata.ToDictionary());
        var status = new Status { Code = (int)code, Message = message };
        status.Details.Add(Any.Pack(info));
        status.Details.AddRange(details.Select(Any.Pack));
        return status;
    }

    private static IEnumerable<IMessage> DetailsOf(Failure failure, StatusCode code, string reason)
    {
        if (code == StatusCode.InvalidArgument && failure.Attribute is { } attribute)
        {
            yield return new BadRequest
            {
                FieldViolations =
                {
                    new BadRequest.Types.FieldViolation
                    {
                        Field = FieldNames.Of(attribute),
                        Description = failure.Detail,
                    },
                },
            };
        }

        if (code is StatusCode.FailedPrecondition or StatusCode.Aborted)
        {
            yield return new PreconditionFailure
            {
                Violations =
                {
                    new PreconditionFailure.Types.Violation
                    {
                        Type = failure.Reason ?? reason,
                        Subject = FieldNames.Of(failure.Attribute ?? ""),
                        Description = failure.Detail,
                    },
                },
            };
        }

        if (failure.Kind == FailureKind.QuotaExceeded)
        {
            yield return new QuotaFailure
            {
                Violations =
                {
                    new QuotaFailure.Types.Violation
                    {
                        Subject = failure.Reason ?? reason,
                        Description = failure.Detail,
                    },
                },
            };
        }

        if (failure.RetryAfter is { } wait)
        {
            yield return new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) };
        }
        else if (code == StatusCode.Unavailable)
        {
            yield return new RetryInfo { RetryDelay = RetryDelay };
        }
    }
}
