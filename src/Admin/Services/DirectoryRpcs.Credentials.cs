using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Admin.Services;

internal sealed partial class DirectoryRpcs
{
    public override async Task<RotateConnectionTokenResponse> RotateConnectionToken(
        RotateConnectionTokenRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ConnectionToken(call, request.ConnectionToken);
        var overlap = request.Overlap is null
            ? DirectoryCredentialAdministration.DefaultOverlap
            : FieldValues.Span(request.Overlap, "overlap");
        var expires = FieldValues.Time(request.ExpireTime, "expire_time");
        var issued = (await credentials.RotateTokenAsync(call, id, expires, overlap, context.CancellationToken)).OrThrow();
        return new RotateConnectionTokenResponse
        {
            ConnectionToken = DirectoryMessages.Of(issued.Value.Token),
            Token = ChangeAnswers.SecretOf(call, issued.Value.Secret),
        }.With(call, issued);
    }

    public override async Task<CreateClientSecretResponse> CreateClientSecret(
        CreateClientSecretRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var expires = FieldValues.Time(request.ExpireTime, "expire_time");
        var issued = (await credentials.CreateSecretAsync(call, id, expires, context.CancellationToken)).OrThrow();
        return new CreateClientSecretResponse
        {
            ClientSecret = CredentialMessages.OfSecret(issued.Value.Token),
            Secret = ChangeAnswers.SecretOf(call, issued.Value.Secret),
            ClientId = ClientIds.Of(call.Workspace, id),
        }.With(call, issued);
    }

    public override async Task<ListClientSecretsResponse> ListClientSecrets(
        ListClientSecretsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var id = Named.Connection(call, request.Connection);
        var after = pages.Open(context, call.Workspace, request);
        var all = (await credentials.ListSecretsAsync(call, id, context.CancellationToken)).OrThrow();
        var slice = Slice.OfWhole(all, after, size, secret => secret.Id.ToString());
        return new ListClientSecretsResponse
        {
            ClientSecrets = { slice.Items.Select(CredentialMessages.OfSecret) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<RevokeClientSecretResponse> RevokeClientSecret(
        RevokeClientSecretRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ClientSecret(call, request.ClientSecret);
        var revoked = (await credentials.RevokeSecretAsync(call, id, context.CancellationToken)).OrThrow();
        return new RevokeClientSecretResponse { ClientSecret = CredentialMessages.OfSecret(revoked.Value) }
            .With(call, revoked);
    }

    public override async Task<SetConnectionFederationResponse> SetConnectionFederation(
        SetConnectionFederationRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var changed = (await credentials.SetFederationAsync(
            call,
            id,
            CredentialMessages.Read(request.Federation),
            FieldValues.Etag(request.Etag),
            context.CancellationToken)).OrThrow();
        return new SetConnectionFederationResponse { Connection = DirectoryMessages.Of(changed.Value) }
            .With(call, changed);
    }
}
