using System.Globalization;
using System.Net;
using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>Promise 1 across nodes: what one has ended, the other denies at the very next check, at every door.</summary>
[Collection(TwoNodesFixture.Name)]
public sealed class EndedAccessTests(TwoNodesFixture fixture)
{
    private readonly TwoNodes nodes = fixture.Nodes;

    private static int Rounds => TwoNodes.InFull ? 100 : 5;

    [Fact]
    public async Task Ended_ThroughOneNodeUnderLoad_IsDeniedByTheOtherAtTheNextCheck()
    {
        await using var load = Load.Start(nodes, "ended", writersOfEachKind: 1);
        for (var round = 0; round < Rounds; round++)
        {
            var (ends, checks) = round % 2 == 0 ? (nodes.A, nodes.B) : (nodes.B, nodes.A);
            var name = string.Create(CultureInfo.InvariantCulture, $"member{round}");
            await ScimTokenAsync(ends, checks, nodes.Owner);
            await KeyAsync(ends, checks, nodes.Owner);
            await MemberAsync(ends, checks, nodes.Owner, name);
            await OwnerAsync(ends, checks, nodes.Owner, name + "-owner");
        }

        await load.StopAsync();
        await load.AssertKeptAsync(nodes.B);
    }

    [Fact]
    public async Task Ended_WhileTheOtherNodeStandsStill_IsItsFirstAnswerAfterwards()
    {
        await using var load = Load.Start(nodes, "stopped", writersOfEachKind: 1);
        var connection = await nodes.A.ConnectionAsync(nodes.Owner);
        for (var round = 0; round < (TwoNodes.InFull ? 10 : 2); round++)
        {
            var ann = await nodes.A.Scim.CreateUserAsync(string.Create(CultureInfo.InvariantCulture, $"ann{round}"));
            var session = await nodes.A.OpenSessionAsync(ann);
            var key = await nodes.A.Keys().CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "build" }, nodes.Owner);
            var token = await nodes.A.Directory().CreateConnectionTokenAsync(
                new CreateConnectionTokenRequest { Connection = connection }, nodes.Owner);
            using var directory = nodes.B.ScimAs(token.Token);
            using var person = nodes.B.ScimAs(session);
            Assert.Equal(HttpStatusCode.OK, await directory.StatusOfAsync("Users?count=1"));
            Assert.Equal(HttpStatusCode.OK, await person.StatusOfAsync("Me"));
            Assert.True((await nodes.B.CheckKeyAsync(key.Token, nodes.Owner)).Allowed);
            await load.AcknowledgedAsync(5);

            (Task<HttpStatusCode>, Task<HttpStatusCode>, Task<CheckResponse>, Task<CheckResponse>) first;
            await nodes.B.Process.SignalAsync("STOP");
            try
            {
                await nodes.A.Directory().RevokeConnectionTokenAsync(
                    new RevokeConnectionTokenRequest { ConnectionToken = token.ConnectionToken.Name }, nodes.Owner);
                await nodes.A.Keys().RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKey = key.ApiKey.Id }, nodes.Owner);
                await nodes.A.Scim.DeactivateAsync(ann);
                first = (directory.StatusOfAsync("Users?count=1"), person.StatusOfAsync("Me"), CheckAsync(), CheckAnnAsync());
            }
            finally
            {
                await nodes.B.Process.SignalAsync("CONT");
            }

            Assert.Equal(HttpStatusCode.Unauthorized, await first.Item1);
            Assert.Equal(HttpStatusCode.Unauthorized, await first.Item2);
            Assert.Equal(AccessReason.KeyRevoked, (await first.Item3).Reason);
            Assert.Equal(AccessReason.MemberDeactivated, (await first.Item4).Reason);

            Task<CheckResponse> CheckAsync() => nodes.B.CheckKeyAsync(key.Token, nodes.Owner);

            Task<CheckResponse> CheckAnnAsync() => nodes.B.CheckMemberAsync(ann, nodes.Owner);
        }

        await load.AcknowledgedAsync(5);
        await load.StopAsync();
        await load.AssertKeptAsync(nodes.A);
    }

    private static async Task ScimTokenAsync(Node ends, Node checks, Metadata owner)
    {
        var token = await ends.Directory().CreateConnectionTokenAsync(
            new CreateConnectionTokenRequest { Connection = await ends.ConnectionAsync(owner) }, owner);
        using var directory = checks.ScimAs(token.Token);
        Assert.Equal(HttpStatusCode.OK, await directory.StatusOfAsync("Users?count=1"));

        await ends.Directory().RevokeConnectionTokenAsync(
            new RevokeConnectionTokenRequest { ConnectionToken = token.ConnectionToken.Name }, owner);

        Assert.Equal(HttpStatusCode.Unauthorized, await directory.StatusOfAsync("Users?count=1"));
    }

    private static async Task KeyAsync(Node ends, Node checks, Metadata owner)
    {
        var key = await ends.Keys().CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "build" }, owner);
        Assert.True((await checks.CheckKeyAsync(key.Token, owner)).Allowed);
        Assert.Equal(StatusCode.OK, await checks.StatusOfAsync(key.Token));

        await ends.Keys().RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKey = key.ApiKey.Id }, owner);

        Assert.Equal(StatusCode.Unauthenticated, await checks.StatusOfAsync(key.Token));
        Assert.Equal(AccessReason.KeyRevoked, (await checks.CheckKeyAsync(key.Token, owner)).Reason);
    }

    private static async Task MemberAsync(Node ends, Node checks, Metadata owner, string name)
    {
        var member = await ends.Scim.CreateUserAsync(name);
        using var person = checks.ScimAs(await ends.OpenSessionAsync(member));
        Assert.Equal(HttpStatusCode.OK, await person.StatusOfAsync("Me"));
        Assert.True((await checks.CheckMemberAsync(member, owner)).Allowed);

        await ends.Scim.DeactivateAsync(member);

        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusOfAsync("Me"));
        Assert.Equal(AccessReason.MemberDeactivated, (await checks.CheckMemberAsync(member, owner)).Reason);
    }

    private static async Task OwnerAsync(Node ends, Node checks, Metadata owner, string name)
    {
        var before = (await ends.Ownership().GetOwnershipAsync(new GetOwnershipRequest(), owner)).Ownership.Owner;
        var member = await ends.Scim.CreateUserAsync(name);
        var session = await ends.OpenSessionAsync(member);
        await ends.Ownership().TransferOwnershipAsync(new TransferOwnershipRequest { Member = member }, owner);
        await ends.Ownership().SetSuccessorsAsync(
            new SetSuccessorsRequest { Successors = { before } }, ServerProcess.Headers(session));
        Assert.Equal(StatusCode.OK, await checks.StatusOfAsync(session));

        await ends.Scim.DeactivateAsync(member);

        Assert.Equal(StatusCode.Unauthenticated, await checks.StatusOfAsync(session));
        Assert.Equal(before, (await checks.Ownership().GetOwnershipAsync(new GetOwnershipRequest(), owner)).Ownership.Owner);
    }
}
