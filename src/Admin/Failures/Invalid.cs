using Grpc.Core;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Failures;

/// <summary>INVALID_ARGUMENT for what the adapter itself finds wrong with a request.</summary>
internal static class Invalid
{
    public static RpcException Field(string field, string detail, string? reason = null) =>
        RpcStatus.ToException(Failure.InvalidValue(field, detail) with { Reason = reason });

    public static RpcException Required(string field) => Field(field, $"{field} is required.", "FIELD_REQUIRED");
}
