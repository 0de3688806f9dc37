using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;

namespace TeamAccess.Admin.Services;

internal sealed class SessionRpcs(SessionAdministration sessions) : SessionService.SessionServiceBase
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(12);

    public override async Task<CreateSessionResponse> CreateSession(CreateSessionRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var member = Named.Member(call, request.Member);
        var lifetime = request.Ttl is null ? DefaultLifetime : FieldValues.Span(request.Ttl, "ttl");
        var created = (await sessions.CreateAsync(call, member, lifetime, context.CancellationToken)).OrThrow();
        return new CreateSessionResponse
        {
            Token = ChangeAnswers.SecretOf(call, created.Value.Token),
            ExpireTime = Timestamp.FromDateTimeOffset(created.Value.Session.Expires),
        }.With(call, created);
    }
}
