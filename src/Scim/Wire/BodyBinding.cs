using System.Text.Json.Nodes;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>Reads the body of a PUT or a PATCH against a resource type and the limit of operations.</summary>
internal static class BodyBinding
{
    public static Result<Replacement> ReadReplacement(JsonObject body, ResourceTypeDefinition type, Dialect dialect) =>
        ResourceReader.Read(body, type, dialect)
            .Then<JsonObject, Replacement>(resource => Replacement.From(body, resource, type, dialect));

    public static Result<PatchPlan> ReadPatch(
        JsonObject body, ResourceTypeDefinition type, Dialect dialect, ScimOptions options) =>
        PatchRequest.Read(body, dialect)
            .Then(request => Limit(request, options.MaxPatchOperations))
            .Then(request => request.Bind(type, dialect));

    private static Result<PatchRequest> Limit(PatchRequest request, int limit) => request.OperationCount <= limit
        ? request
        : new Failure(
            FailureKind.TooMany, $"A PATCH may hold {limit} operations; this one has {request.OperationCount}.");
}
