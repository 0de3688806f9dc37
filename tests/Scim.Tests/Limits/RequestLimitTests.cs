using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Limits;

/// <summary>At each limit, and one beyond.</summary>
public sealed class RequestLimitTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Theory]
    [InlineData(1_000, 200, null)]
    [InlineData(1_001, 400, "tooMany")]
    public async Task Patch_Operations_AreLimited(int count, int status, string? scimType)
    {
        var id = await host.Client.CreateUserAsync(host.NewName());
        var operations = string.Join(',', Enumerable.Repeat("""{"op":"replace","path":"title","value":"m4rk"}""", count));

        Check(await host.Client.PatchAsync($"/Users/{id}", $"[{operations}]"), status, scimType);
    }

    [Theory]
    [InlineData(16_384, 200)]
    [InlineData(16_385, 400)]
    public async Task Search_FilterLength_IsLimited(int length, int status)
    {
        const string Start = "userName eq \\\"";
        var value = new string('x', length - "userName eq \"\"".Length);

        var answer = await host.Client.PostAsync("/Users/.search", $$"""{"filter":"{{Start}}{{value}}\""}""");

        Check(answer, status, status == 400 ? "invalidFilter" : null);
    }

    [Theory]
    [InlineData(64, 201)]
    [InlineData(65, 400)]
    [InlineData(5_000, 400)]
    public async Task Post_Depth_IsLimited(int depth, int status)
    {
        var nested = string.Concat(Enumerable.Repeat("[", depth - 1)) + string.Concat(Enumerable.Repeat("]", depth - 1));

        var answer = await host.Client.PostAsync("/Users", $$"""{"userName":"{{host.NewName()}}","unknown":{{nested}}}""");

        Check(answer, status, status == 400 ? "invalidSyntax" : null);
    }

    private static void Check(ScimAnswer answer, int status, string? scimType)
    {
        if (status >= 400)
        {
            answer.ShouldBeError(status, scimType);
        }
        else
        {
            answer.ShouldBe(status);
        }
    }
}
