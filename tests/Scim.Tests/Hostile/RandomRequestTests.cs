using System.Text;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Hostile;

/// <summary>Requests put together by chance from what requests are made of: whatever comes, it is no fault of the server.</summary>
public sealed class RandomRequestTests(ScimHost host) : IClassFixture<ScimHost>
{
    private static readonly string[] Names =
    [
        "schemas", "id", "meta", "userName", "name", "displayName", "emails", "addresses", "roles", "groups", "members", "active",
        "password", "externalId", "x509Certificates", "name.givenName", "emails[type eq \\\"work\\\"].value", "$ref", "value",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User:title",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "Operations", "filter", "count", "nothing",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "1", "-1.5e300", "1e999", "\"\"", "\"m4rk\"", "\"True\"", "\"2020-01-01T00:00:00Z\"", "[]", "{}", "[[1]]",
        "[null]", "\"\\u202e\\u0301\\ud83d\\ude00\"", "[{\"value\":\"m4rk\",\"primary\":true}]", "{\"value\":{\"value\":1}}",
    ];

    private static readonly string[] Words =
    [
        "userName", "emails", "[", "]", "(", ")", "not", "and", "or", "eq", "co", "pr", "gt", "\"m4rk\"", "\"", "5", "true", "null", ".",
        "value", ":", "urn:ietf:params:scim:schemas:core:2.0:User", "-", " ", "$ref", "meta.created", "\"2020-01-01T00:00:00Z\"", "%",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Request_AnyBodyToAnyEndpoint_IsNeverTheServersFault(int seed)
    {
        var random = new Random(seed);
        var client = host.ClientOf(seed == 1 ? host.One.Token : host.Strict.Token);
        var user = await client.CreateUserAsync(host.NewName());
        var group = await client.CreateGroupAsync(host.NewName());
        string[] targets =
        [
            "POST /Users", "POST /Groups", $"PUT /Users/{user}", $"PUT /Groups/{group}", $"PATCH /Users/{user}",
            $"PATCH /Groups/{group}", "POST /Users/.search", "POST /Groups/.search", "POST /.search", "DELETE /Users/x",
        ];
        for (var i = 0; i < 300; i++)
        {
            var target = targets[random.Next(targets.Length)].Split(' ');
            var body = target[0] == "PATCH" && random.Next(4) > 0 ? Patch(random) : Object(random);

            var answer = await client.SendAsync(target[0], target[1], body);

            Assert.True(answer.Status < 500, $"{answer.Status} for {string.Join(' ', target)} {body}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Request_AnyQueryOrBytes_IsNeverTheServersFault(int seed)
    {
        var random = new Random(seed);
        var client = host.ClientOf(seed == 3 ? host.One.Token : host.Strict.Token);
        for (var i = 0; i < 200; i++)
        {
            var query = Uri.EscapeDataString(Text(random));
            var listed = await client.GetAsync($"/{(random.Next(2) == 0 ? "Users" : "Groups")}?filter={query}&sortBy={query}");
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            var posted = await client.SendContentAsync("POST", "/Users", new ByteArrayContent(bytes));

            Assert.True(listed.Status < 500, $"{listed.Status} for {query}");
            Assert.True(posted.Status is >= 400 and < 500, $"{posted.Status} for {Convert.ToHexString(bytes)}");
        }
    }

    private static string Patch(Random random) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{Operation(random)}},{{Operation(random)}}]}""";

    private static string Operation(Random random)
    {
        string[] operations = ["add", "remove", "replace"];
        var path = random.Next(3) switch
        {
            0 => "",
            1 => $"\"path\":\"{Names[random.Next(Names.Length)]}\",",
            _ => $"\"path\":\"{Text(random).Replace("\"", "\\\"", StringComparison.Ordinal)}\",",
        };
        return $$"""{"op":"{{operations[random.Next(3)]}}",{{path}}"value":{{(random.Next(3) == 0 ? Object(random) : Value(random))}}}""";
    }

    private static string Object(Random random)
    {
        var members = Enumerable.Range(0, random.Next(6))
            .Select(_ => Names[random.Next(Names.Length)]).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => $"\"{name}\":{Value(random)}");
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Value(Random random) => Values[random.Next(Values.Length)];

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        }

        return text.ToString();
    }
}
