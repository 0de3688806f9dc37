using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Domain.Tests.Audit;

public sealed class CheckpointKeyTests
{
    private static readonly Checkpoint Sample = new(
        new WorkspaceId("acme"),
        CheckpointPurpose.Head,
        12,
        Enumerable.Range(0, 32).Select(each => (byte)each).ToArray(),
        Revision: 9,
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567));

    [Theory]
    [InlineData(CheckpointPurpose.Head, 9L)]
    [InlineData(CheckpointPurpose.Anchor, null)]
    public void Sign_ReadAgain_SaysTheSame(CheckpointPurpose purpose, long? revision)
    {
        using var keys = New();
        var checkpoint = Sample with { Purpose = purpose, Revision = revision };

        var trust = keys.Read(keys.Sign(checkpoint), out var read);

        Assert.Equal(CheckpointTrust.Good, trust);
        Assert.Equal(checkpoint.Hash.ToArray(), read!.Hash.ToArray());
        Assert.Equal(checkpoint with { KeyId = keys.KeyId, Hash = read.Hash }, read);
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNeverGood()
    {
        using var keys = New();
        var jws = keys.Sign(Sample).Jws;

        for (var i = 0; i < jws.Length; i++)
        {
            var changed = string.Concat(jws.AsSpan(0, i), jws[i] == 'A' ? "B" : "A", jws.AsSpan(i + 1));

            // The last character of each part has bits that no byte takes.
            if (keys.Read(changed, out var read) == CheckpointTrust.Good)
            {
                Assert.Equal(jws.Length - 1, i);
                Assert.Equal(12, read!.Sequence);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("a.b")]
    [InlineData("💥.💥.💥")]
    public void Read_Garbage_IsForged(string jws)
    {
        using var keys = New();

        Assert.Equal(CheckpointTrust.Forged, keys.Read(jws, out var read));
        Assert.Null(read);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public void Read_AnotherAlgorithmInTheHeader_IsForged(string algorithm)
    {
        using var keys = New();
        var parts = keys.Sign(Sample).Jws.Split('.');
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).Replace("ES256", algorithm, StringComparison.Ordinal);
        parts[0] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));

        Assert.Equal(CheckpointTrust.Forged, keys.Read(string.Join('.', parts), out _));
        Assert.Equal(CheckpointTrust.Forged, keys.Read($"{parts[0]}.{parts[1]}.", out _));
    }

    [Fact]
    public void Read_AfterRotation_TheFormerKeysStillCount()
    {
        var (former, latter) = (CheckpointKeys.CreatePem(), CheckpointKeys.CreatePem());
        using var before = CheckpointKeys.FromPem(former);
        using var after = CheckpointKeys.FromPem(latter + before.All[0].Pem);
        using var without = CheckpointKeys.FromPem(latter);
        var signed = before.Sign(Sample);

        Assert.Equal(CheckpointTrust.Good, after.Read(signed, out _));
        Assert.Equal(CheckpointTrust.UnknownKey, without.Read(signed, out _));
        Assert.Equal(CheckpointTrust.UnknownKey, before.Read(after.Sign(Sample), out _));
        Assert.Equal(2, after.All.Count);
        Assert.Equal(without.KeyId, after.KeyId);
    }

    [Fact]
    public void Read_StoredAsSomethingElse_IsForged()
    {
        using var keys = New();
        var signed = keys.Sign(Sample);

        Assert.Equal(CheckpointTrust.Forged, keys.Read(signed with { Purpose = CheckpointPurpose.Anchor }, out _));
        Assert.Equal(CheckpointTrust.Forged, keys.Read(signed with { Sequence = 13 }, out _));
        Assert.Equal(CheckpointTrust.Forged, keys.Read(signed with { Workspace = new WorkspaceId("other") }, out _));
    }

    [Fact]
    public void Id_IsTheThumbprintOfRfc7638()
    {
        using var keys = New();
        var key = keys.All[0];
        using var imported = ECDsa.Create();
        imported.ImportFromPem(key.Pem);

        Assert.Equal(Base64Url.EncodeToString(imported.ExportParameters(false).Q.X), key.X);
        Assert.Equal(
            Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
                $"{{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"{key.X}\",\"y\":\"{key.Y}\"}}"))),
            key.Id);
    }

    [Fact]
    public void FromPem_WhatSignsNothing_IsRefusedWithoutRepeatingIt()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var one = New();
        var pem = CheckpointKeys.CreatePem();
        string[] unusable =
        [
            "", "nothing", one.All[0].Pem, other.ExportPkcs8PrivateKeyPem(), pem + pem, pem.Replace("M", "-", StringComparison.Ordinal),
        ];

        Assert.All(unusable, text =>
        {
            var refused = Assert.Throws<FormatException>(() => CheckpointKeys.FromPem(text));
            Assert.DoesNotContain("MIG", refused.Message, StringComparison.Ordinal);
        });
    }

    private static CheckpointKeys New() => CheckpointKeys.FromPem(CheckpointKeys.CreatePem());
}
