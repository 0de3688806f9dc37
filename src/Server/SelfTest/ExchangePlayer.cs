using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamAccess.Server.SelfTest;

/// <summary>
/// Plays a recorded exchange against a server. Texts of the file may name variables as <c>{{name}}</c>: <c>unique</c>,
/// which differs in each run so that files can share a workspace; <c>baseUrl</c>; and what earlier steps captured.
/// </summary>
/// <param name="client">Its base address ends in a slash, and it sends the connection's token.</param>
/// <param name="unique">Letters and digits that no other run against this workspace has used.</param>
internal sealed partial class ExchangePlayer(HttpClient client, string unique)
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal)
    {
        ["unique"] = unique,
        ["UNIQUE"] = unique.ToUpperInvariant(),
        ["baseUrl"] = client.BaseAddress!.AbsoluteUri.TrimEnd('/'),
    };

    /// <summary>
    /// Sets a variable before the run, e.g. <c>baseUrl</c> when clients reach the server by another address.
    /// </summary>
    public ExchangePlayer With(string name, string value)
    {
        variables[name] = value;
        return this;
    }

    /// <summary>Plays step by step, and ends with the first whose answer is not as expected: the rest builds on it.</summary>
    public async IAsyncEnumerable<PlayedStep> PlayAsync(
        Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var step in exchange.Steps)
        {
            using var request = RequestOf(step);
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var difference = Differs(step, response, text);
            yield return new PlayedStep(step, (int)response.StatusCode, difference, text);
            if (difference is not null)
            {
                yield break;
            }
        }
    }

    private HttpRequestMessage RequestOf(ExchangeStep step)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(step.Method), new Uri(client.BaseAddress!, Fill(step.Path).TrimStart('/')));
        if (step.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(step.Body)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        }

        foreach (var (name, value) in step.Headers)
        {
            var headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && request.Content is not null
                ? (HttpHeaders)request.Content.Headers
                : request.Headers;
            headers.Remove(name);
            if (value.Length > 0)
            {
                headers.TryAddWithoutValidation(name, Fill(value));
            }
        }

        return request;
    }

    private string? Differs(ExchangeStep step, HttpResponseMessage response, string text)
    {
        if (!step.Statuses.Contains((int)response.StatusCode))
        {
            return $"status {(int)response.StatusCode}, expected {string.Join(" or ", step.Statuses)}";
        }

        foreach (var (name, value) in step.ExpectedHeaders)
        {
            var actual = HeaderOf(response, name);
            if (value == "<any>" ? actual is null : actual != Fill(value))
            {
                return $"header {name} is {actual ?? "absent"}, expected {Fill(value)}";
            }
        }

        var body = ParseOrNull(text);
        if (step.ExpectedBody is not null
            && JsonFragment.Compare(JsonNode.Parse(Fill(step.ExpectedBody.ToJsonString())), body) is { } difference)
        {
            return difference;
        }

        foreach (var (name, path) in step.Captures)
        {
            if (Find(body, path) is not { } captured)
            {
                return $"there is no {path} to capture";
            }

            variables[name] = captured.ToString();
        }

        return null;
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    private static JsonNode? ParseOrNull(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part];
        }

        return node;
    }

    private string Fill(string text) => Variable().Replace(
        text,
        match => variables.TryGetValue(match.Groups[1].Value, out var value)
            ? value
            : throw new InvalidOperationException($"No step has set {match.Value}."));

    [GeneratedRegex(@"\{\{(\w+)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}

/// <param name="Difference">What is not as the client expects; null when all is.</param>
/// <param name="Body">The answer's, as it came.</param>
internal sealed record PlayedStep(ExchangeStep Step, int Status, string? Difference, string Body);
