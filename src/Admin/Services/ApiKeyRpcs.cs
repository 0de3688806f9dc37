using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Keys;

namespace TeamAccess.Admin.Services;

internal sealed class ApiKeyRpcs(ApiKeyAdministration keys, PageTokens pages) : ApiKeyService.ApiKeyServiceBase
{
    public override async Task<CreateApiKeyResponse> CreateApiKey(
        CreateApiKeyRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = new NewApiKey(
            Named.OptionalMember(call, request.Member),
            request.DisplayName,
            request.Permissions,
            FieldValues.NullIfEmpty(request.RoleCeiling),
            FieldValues.Time(request.ExpireTime, "expire_time"));
        var created = (await keys.CreateAsync(call, wanted, context.CancellationToken)).OrThrow();
        return new CreateApiKeyResponse
        {
            ApiKey = ApiKeyMessages.Of(created.Value.Key),
            Token = ChangeAnswers.SecretOf(call, created.Value.Token),
        }.With(call, created);
    }

    public override async Task<GetApiKeyResponse> GetApiKey(GetApiKeyRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ApiKey(call, request.ApiKey);
        var key = (await keys.GetAsync(call, id, context.CancellationToken)).OrThrow();
        return new GetApiKeyResponse { ApiKey = ApiKeyMessages.Of(key) };
    }

    public override async Task<ListApiKeysResponse> ListApiKeys(ListApiKeysRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var member = Named.OptionalMember(call, request.Member);
        ApiKeyId? after = pages.Open(context, call.Workspace, request) is { } position
            ? Named.ApiKey(call, position)
            : null;
        var read = (await keys.ListAsync(call, member, after, size + 1, context.CancellationToken)).OrThrow();
        var slice = Slice.Of(read, size, key => key.Id.ToString());
        return new ListApiKeysResponse
        {
            ApiKeys = { slice.Items.Select(ApiKeyMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<RotateApiKeyResponse> RotateApiKey(
        RotateApiKeyRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ApiKey(call, request.ApiKey);
        var overlap = FieldValues.Span(request.Overlap, "overlap");
        var rotated = (await keys.RotateAsync(call, id, overlap, context.CancellationToken)).OrThrow();
        return new RotateApiKeyResponse
        {
            ApiKey = ApiKeyMessages.Of(rotated.Value.Key),
            Token = ChangeAnswers.SecretOf(call, rotated.Value.Token),
        }.With(call, rotated);
    }

    public override async Task<RevokeApiKeyResponse> RevokeApiKey(
        RevokeApiKeyRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ApiKey(call, request.ApiKey);
        var revoked = (await keys.RevokeAsync(call, id, context.CancellationToken)).OrThrow();
        return new RevokeApiKeyResponse { ApiKey = ApiKeyMessages.Of(revoked.Value) }.With(call, revoked);
    }

    public override async Task<RevokeMemberApiKeysResponse> RevokeMemberApiKeys(
        RevokeMemberApiKeysRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var member = Named.Member(call, request.Member);
        var revoked = (await keys.RevokeForMemberAsync(call, member, context.CancellationToken)).OrThrow();
        return new RevokeMemberApiKeysResponse
        {
            ApiKeys = { revoked.Value.Keys.Select(key => Names.Of(call.Workspace, key)) },
        }.With(call, revoked);
    }
}
