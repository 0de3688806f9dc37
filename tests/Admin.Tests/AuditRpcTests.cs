using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

public sealed class AuditRpcTests(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task GetCheckpoint_Owner_CanBeVerifiedFromTheAnswerAlone()
    {
        var audit = new AuditService.AuditServiceClient(host.AsOwner());

        var answer = await audit.GetCheckpointAsync(new GetCheckpointRequest());

        var key = answer.Keys[0];
        var parts = answer.Checkpoint.Jws.Split('.');
        using var verifier = ECDsa.Create();
        verifier.ImportFromPem(key.Pem);
        Assert.Equal(key.KeyId, answer.Checkpoint.KeyId);
        Assert.Equal("workspaces/demo", answer.Checkpoint.Workspace);
        Assert.True(answer.Checkpoint.Sequence > 0 && answer.Checkpoint.Revision > 0);
        Assert.Equal(32, answer.Checkpoint.Hash.Length);
        Assert.True(verifier.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task VerifyChain_CheckpointKeptElsewhere_Counts()
    {
        var audit = new AuditService.AuditServiceClient(host.AsOwner());
        var kept = await audit.GetCheckpointAsync(new GetCheckpointRequest());

        var verified = await audit.VerifyChainAsync(new VerifyChainRequest { Checkpoints = { kept.Checkpoint.Jws } });

        Assert.True(verified.Intact);
        Assert.Equal(ChainProblem.Unspecified, verified.Problem);
        Assert.Equal(1, verified.FirstSequence);
        Assert.True(verified.Checkpoints >= 1);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    public async Task VerifyChain_CheckpointOfNobody_InvalidArgument(string jws) =>
        await host.AsOwner()
            .Call("AuditService/VerifyChain", new VerifyChainRequest { Checkpoints = { jws } })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");

    [Theory]
    [InlineData("AuditService/GetCheckpoint")]
    [InlineData("AuditService/VerifyChain")]
    public async Task Call_WithoutAuditRead_PermissionDenied(string method)
    {
        var viewer = await host.MemberAsync("Viewer");

        await host.As(viewer.Token).Call(method).RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }
}
