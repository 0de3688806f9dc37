using Google.Rpc;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Admin.Tests;

/// <summary>Bad input, unknown things, and trouble behind the services.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private const string Unknown = "01890000-0000-7000-8000-000000000000";

    private readonly AdminHost host = new();

    private MemberService.MemberServiceClient Members => new(host.AsOwner());

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(Unknown)]
    [InlineData("members/" + Unknown)]
    [InlineData("workspaces/demo/members/" + Unknown)]
    public async Task GetMember_Unknown_NotFound(string name) =>
        await Members.GetMemberAsync(new GetMemberRequest { Member = name })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");

    [Theory]
    [InlineData("", "FIELD_REQUIRED")]
    [InlineData("me", "INVALID_VALUE")]
    [InlineData("workspaces/demo/groups/" + Unknown, "INVALID_VALUE")]
    [InlineData("../members/x", "INVALID_VALUE")]
    public async Task GetMember_NoName_InvalidArgumentNamesTheField(string name, string reason)
    {
        var exception = await Members.GetMemberAsync(new GetMemberRequest { Member = name })
            .RefusedAsync(StatusCode.InvalidArgument, reason);

        Assert.Equal("member", exception.Detail<BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task GetMember_FullNameOfAnotherWorkspace_PermissionDenied() =>
        await Members.GetMemberAsync(new GetMemberRequest { Member = "workspaces/other/members/" + Unknown })
            .RefusedAsync(StatusCode.PermissionDenied, "OTHER_WORKSPACE");

    [Fact]
    public async Task GetMember_OfAnotherWorkspaceById_NotFound()
    {
        var stranger = await host.MemberAsync("Viewer", workspace: new Domain.WorkspaceId("elsewhere"));

        await Members.GetMemberAsync(new GetMemberRequest { Member = stranger.Id.ToString() })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Text_TooLongOrWithControlCharacters_InvalidArgumentNamesTheField()
    {
        var keys = new ApiKeyService.ApiKeyServiceClient(host.AsOwner());

        var tooLong = await keys.CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = new string('x', 257) })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
        var control = await keys.CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "a\nb" })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");

        Assert.Equal("display_name", tooLong.Detail<BadRequest>()!.FieldViolations.Single().Field);
        Assert.Equal("display_name", control.Detail<BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task List_MoreThanAThousandItems_InvalidArgument()
    {
        var request = new BatchCheckRequest();
        request.Requests.AddRange(Enumerable.Repeat(new CheckRequest { Member = Unknown }, 1001));

        await new AccessService.AccessServiceClient(host.AsOwner()).BatchCheckAsync(request)
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    [Fact]
    public async Task Message_LargerThanAMebibyte_ResourceExhausted()
    {
        var request = new BatchCheckRequest();
        request.Requests.AddRange(
            Enumerable.Range(0, 3000).Select(_ => new CheckRequest { Resource = new string('r', 400) }));

        await new AccessService.AccessServiceClient(host.AsOwner()).BatchCheckAsync(request)
            .RefusedAsync(StatusCode.ResourceExhausted, "TOO_LARGE");
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x1A, 0x02, 0xFF, 0xFF })]
    public async Task Message_NotProtobufOrNotUtf8_InvalidArgument(byte[] message) =>
        await host.AsOwner().Call("MemberService", "ListMembers", message)
            .RefusedAsync(StatusCode.InvalidArgument, "MALFORMED_REQUEST");

    [Fact]
    public async Task Method_Unknown_Unimplemented() =>
        await host.AsOwner().Call("MemberService", "Nope", [])
            .RefusedAsync(StatusCode.Unimplemented, "METHOD_UNKNOWN");

    [Fact]
    public async Task Check_Unknown_IsAnAnswer()
    {
        var access = new AccessService.AccessServiceClient(host.AsOwner());

        var member = await access.CheckAsync(new CheckRequest { Member = Unknown });
        var token = await access.CheckAsync(new CheckRequest { ApiKeyToken = "ta_key_nonsense" });

        Assert.Equal((false, AccessReason.MemberUnknown), (member.Allowed, member.Reason));
        Assert.Equal((false, AccessReason.KeyUnknown), (token.Allowed, token.Reason));
    }

    [Fact]
    public async Task Update_UnknownMaskPath_InvalidArgument()
    {
        var request = new UpdateWorkspaceRequest
        {
            Workspace = new Workspace { DisplayName = "New" },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "owner" } },
        };

        await new WorkspaceService.WorkspaceServiceClient(host.AsOwner()).UpdateWorkspaceAsync(request)
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    [Fact]
    public async Task Store_DownBehindAuthentication_UnavailableWithRetry()
    {
        host.Store.TroubleBehindAuthentication = new StoreUnavailableException("SECRET-DETAIL");

        var exception = await Members.ListMembersAsync(new ListMembersRequest())
            .RefusedAsync(StatusCode.Unavailable, "UNAVAILABLE");

        Assert.NotNull(exception.Detail<RetryInfo>());
        Assert.DoesNotContain("SECRET-DETAIL", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_FailedWhileWriting_UnavailableAndSaysThatTheOutcomeIsUnknown()
    {
        host.Store.TroubleBehindAuthentication =
            new StoreUnavailableException("The flush failed.", outcomeUnknown: true);

        await Members.DeactivateMemberAsync(new DeactivateMemberRequest { Member = Unknown })
            .RefusedAsync(StatusCode.Unavailable, "OUTCOME_UNKNOWN");
    }

    [Fact]
    public async Task Store_DownAtAuthentication_UnavailableNotUnauthenticated()
    {
        host.Store.Trouble = new StoreUnavailableException("SECRET-DETAIL");

        var exception = await Members.ListMembersAsync(new ListMembersRequest())
            .RefusedAsync(StatusCode.Unavailable, "UNAVAILABLE");

        Assert.NotNull(exception.Detail<RetryInfo>());
    }

    [Fact]
    public async Task Store_UnexpectedException_InternalWithoutItsMessageButLogged()
    {
        host.Store.TroubleBehindAuthentication = new InvalidOperationException("SECRET-DETAIL");

        var exception = await Members.ListMembersAsync(new ListMembersRequest())
            .RefusedAsync(StatusCode.Internal, "INTERNAL");

        Assert.DoesNotContain("SECRET-DETAIL", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            host.Log.Lines, line => line.Id == 3001 && line.Text.Contains("SECRET-DETAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deadline_Passed_CallEndsAndNothingIsLoggedAsError()
    {
        host.Store.Delay = TimeSpan.FromSeconds(30);

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await Members.ListMembersAsync(
            new ListMembersRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200)));

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.DoesNotContain(host.Log.Lines, line => line.Id == 3001);
    }

    [Fact]
    public async Task Log_AfterCalls_HoldsNoTokenAndNoName()
    {
        var member = await host.MemberAsync("Operator", "marker-name@example.com");
        var key = await new ApiKeyService.ApiKeyServiceClient(host.AsOwner()).CreateApiKeyAsync(
            new CreateApiKeyRequest { Member = member.Id.ToString(), DisplayName = "marker-display" });
        await host.As(key.Token).Call("MemberService/ListMembers");
        await host.As("ta_key_marker-garbage").Call("MemberService/ListMembers")
            .RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");

        var log = string.Join('\n', host.Log.Lines.Select(line => line.Text));

        Assert.All(
            (string[])[key.Token, member.Token, host.OwnerToken, "marker-"],
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }
}
