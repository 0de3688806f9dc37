using System.Globalization;
using System.Text.Json.Nodes;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>A response with its headers by name and its body parsed.</summary>
public sealed record ScimAnswer(int Status, IReadOnlyDictionary<string, string> Headers, JsonObject? Json)
{
    public string Id => Json!["id"]!.GetValue<string>();

    public string? MediaType => Headers.TryGetValue("Content-Type", out var type) ? type : null;

    public JsonNode? this[string name] => Json![name];

    public static async Task<ScimAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new ScimAnswer(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Checks the error form of RFC 7644 §3.12.</summary>
    public ScimAnswer ShouldBeError(int status, string? scimType = null)
    {
        Assert.True(Status == status, $"Status {Status} with {Json?.ToJsonString()}, expected {status}.");
        Assert.Equal("application/scim+json", MediaType);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", Json!["schemas"]![0]!.GetValue<string>());
        Assert.Equal(status.ToString(CultureInfo.InvariantCulture), Json["status"]!.GetValue<string>());
        Assert.Equal(scimType, Json["scimType"]?.GetValue<string>());
        Assert.NotEmpty(Json["detail"]!.GetValue<string>());
        return this;
    }

    public ScimAnswer ShouldBe(int status)
    {
        Assert.True(Status == status, $"Status {Status} with {Json?.ToJsonString()}, expected {status}.");
        return this;
    }
}
