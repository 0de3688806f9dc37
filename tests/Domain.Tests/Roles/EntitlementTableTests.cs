using System.Text;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Tests.Roles;

public sealed class EntitlementTableTests
{
    [Fact]
    public void Read_NoEntitlements_HasNone()
    {
        Assert.Empty(RoleTableReader.ReadDefault().Entitlements);
        Assert.Empty(Read("null").Entitlements);
        Assert.Empty(Read("[]").Entitlements);
    }

    [Fact]
    public void Read_OnlyId_TakesItForTheName() =>
        Assert.Equal([new Entitlement("seat", "seat", "Entitlement", "")], Read("""[{"id":"seat"}]""").Entitlements);

    [Theory]
    [InlineData("""[{"id":""}]""")]
    [InlineData("""[{"id":" seat"}]""")]
    [InlineData("""[{"id":"se\u0000at"}]""")]
    [InlineData("""[{"id":"a"},{"id":"A"}]""")]
    [InlineData("""[{"displayName":"x"}]""")]
    [InlineData("""[{"id":"a","displayName":""}]""")]
    [InlineData("""[{"id":"a","type":""}]""")]
    [InlineData("""[{"id":"a","type":null}]""")]
    [InlineData("""[{"id":"a","value":"x"}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{}""")]
    public void Read_Unusable_IsRefused(string entitlements) =>
        Assert.Throws<InvalidDataException>(() => Read(entitlements));

    [Fact]
    public void Read_TooLong_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => Read($$"""[{"id":"{{new string('x', 257)}}"}]"""));
        Assert.Throws<InvalidDataException>(() => Read($$"""[{"id":"a","description":"{{new string('x', 1_001)}}"}]"""));
        Assert.Throws<InvalidDataException>(
            () => Read($"[{string.Join(',', Enumerable.Range(0, 10_001).Select(i => $$"""{"id":"{{i}}"}"""))}]"));
    }

    [Theory]
    [InlineData("profile.own")]
    [InlineData("directory.provision")]
    public void Read_PermissionOfACredential_IsRefused(string permission) =>
        Assert.Throws<InvalidDataException>(() => Read("[]", permission));

    private static RoleTable Read(string entitlements, string permission = "workspace.read") =>
        RoleTableReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(
            $$"""
            {"defaultRole":"Guest","formerOwnerRole":"Guest","entitlements":{{entitlements}},
             "roles":[{"name":"Owner","permissions":[],"grants":[]},{"name":"Guest","permissions":["{{permission}}"],"grants":[]}]}
            """)));
}
