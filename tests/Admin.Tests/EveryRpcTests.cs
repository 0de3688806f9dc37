using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Domain;

namespace TeamAccess.Admin.Tests;

/// <summary>What holds for each method of the contract, whatever it does.</summary>
public sealed class EveryRpcTests(AdminHost host) : IClassFixture<AdminHost>
{
    public static TheoryData<string> Methods() => [.. RawCalls.Methods.Keys];

    /// <summary>Those that name a workspace, and may not name one that is not the caller's.</summary>
    public static TheoryData<string> MethodsAtHome() =>
        [.. RawCalls.Methods.Keys.Where(method =>
            method != "OwnershipService/AppointOwner" && RawCalls.ForWorkspace(method, "any") is not null)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_NoToken_Unauthenticated(string method) =>
        await host.Channel.CreateCallInvoker().Call(method).RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_GarbageToken_Unauthenticated(string method) =>
        await host.As("ta_session_garbage").Call(method).RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_DirectoryToken_PermissionDenied(string method) =>
        await host.As(host.ScimToken).Call(method).RefusedAsync(StatusCode.PermissionDenied, "CREDENTIAL_NOT_ACCEPTED");

    [Theory]
    [MemberData(nameof(MethodsAtHome))]
    public async Task Call_OtherWorkspace_PermissionDeniedWhetherItExistsOrNot(string method)
    {
        var stranger = await host.MemberAsync("Owner", workspace: new WorkspaceId("elsewhere"));

        foreach (var workspace in (string[])["workspaces/demo", "workspaces/no-such"])
        {
            await host.As(stranger.Token).Call(method, RawCalls.ForWorkspace(method, workspace))
                .RefusedAsync(StatusCode.PermissionDenied, "OTHER_WORKSPACE");
        }
    }

    [Fact]
    public async Task AppointOwner_OtherWorkspace_PermissionDenied()
    {
        var stranger = await host.MemberAsync("Owner", workspace: new WorkspaceId("elsewhere"));
        var request = new V1.AppointOwnerRequest { Workspace = "demo", Member = stranger.Id.ToString() };

        await host.As(stranger.Token).Call("OwnershipService/AppointOwner", request)
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_EmptyRequestOfOwner_AnsweredOrRefusedWithDetails(string method)
    {
        try
        {
            await host.AsOwner().Call(method);
        }
        catch (RpcException exception)
        {
            Assert.Contains(
                exception.StatusCode,
                (StatusCode[])[StatusCode.InvalidArgument, StatusCode.PermissionDenied]);
            Assert.NotEmpty(exception.Info().Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_AnyOutcome_NamesItsRequest(string method)
    {
        var call = host.AsOwner().Call(method);

        var headers = await call.ResponseHeadersAsync;

        Assert.True(Guid.TryParse(headers.GetValue("x-request-id"), out _));
    }

    [Theory]
    [MemberData(nameof(MethodsAtHome))]
    public async Task Call_OperatorWithoutWorkspace_InvalidArgument(string method) =>
        await host.AsOperator().Call(method).RefusedAsync(StatusCode.InvalidArgument, "FIELD_REQUIRED");
}
