using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>A check, beside the emptiest unary rpc on the same server: the health service's.</summary>
internal static class CheckFigures
{
    private const int Callers = 16;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    private static readonly Method<byte[], byte[]> Health = new(
        MethodType.Unary,
        "grpc.health.v1.Health",
        "Check",
        Marshallers.Create(bytes => bytes, bytes => bytes),
        Marshallers.Create(bytes => bytes, bytes => bytes));

    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var http = server.CreateScimClient();
        var member = await new ScimLoad(http).CreateUserAsync("person@figures.test");
        using var channel = server.CreateChannel();
        var access = new AccessService.AccessServiceClient(channel);
        var invoker = channel.CreateCallInvoker();
        var question = new CheckRequest { Member = member, Permission = "resources.use" };

        Console.WriteLine(await Duel.RunAsync(
            "AccessService.Check / an empty unary rpc",
            "calls/s",
            () => Load.RunAsync(Callers, Round, async (_, _) => await access.CheckAsync(question, server.OwnerHeaders)),
            () => Load.RunAsync(Callers, Round, async (_, _) => await invoker.AsyncUnaryCall(Health, null, new CallOptions(), []))));
    }
}
