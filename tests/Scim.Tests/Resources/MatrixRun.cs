using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>The requests of the matrix for one attribute, each on a resource of its own.</summary>
internal sealed class MatrixRun(ScimClient client, MatrixTarget target, bool isStrict, string name)
{
    private int resources;

    public async Task CheckReadingAsync()
    {
        var created = await CreateAsync(target.Value(1));
        var path = PathOf(created);
        var isStored = !target.IsReadOnly;
        var isShown = isStored && !target.IsHidden;

        Shows(created, isShown, "POST");
        Shows(await client.GetAsync(path), isShown && !target.IsOnRequest, "GET");
        Shows(await client.GetAsync($"{path}?attributes={target.Name}"), isShown, "attributes");
        Shows(await client.GetAsync($"{path}?attributes=meta"), isShown && target.IsAlways, "attributes=meta");
        Shows(
            await client.GetAsync($"{path}?excludedAttributes={target.Name.ToUpperInvariant()}"),
            isShown && target.IsAlways,
            "excludedAttributes");

        var filter = Uri.EscapeDataString($"id eq \"{created.Id}\" and {target.Name} pr");
        var found = await client.GetAsync($"{target.Type.Endpoint}?filter={filter}");
        if (target.IsHidden)
        {
            found.ShouldBeError(400, "invalidFilter");
        }
        else
        {
            Is((int)found.ShouldBe(200)["totalResults"]! == (isStored ? 1 : 0), "filter");
        }
    }

    public async Task CheckReplacingAsync()
    {
        var created = await CreateAsync(target.Value(1));
        var changed = await PutAsync(created, target.Value(2));
        if (target.IsImmutable)
        {
            await RefusedAsync(created, changed, "PUT of another value");
            (await PutAsync(created, target.Value(1))).ShouldBe(200);
            await CheckSilenceAsync(created);
            return;
        }

        Has(changed.ShouldBe(200), target.IsReadOnly ? null : target.Value(2), "PUT of another value");
        var silent = await PutAsync(created, null);
        Has(silent.ShouldBe(200), target.StaysUnmentioned ? target.Value(2) : null, "PUT of nothing");
    }

    public async Task CheckPatchingAsync()
    {
        if (target.IsReadOnly || target.IsImmutable)
        {
            await CheckRefusalsAsync();
            if (target.IsImmutable)
            {
                var empty = await CreateAsync(null);
                Has(
                    await PatchAsync(empty, "add", target.Paths().Last(), target.Value(1)),
                    target.Value(1),
                    "add of the first value");
            }

            return;
        }

        var created = await CreateAsync(target.Value(1));
        foreach (var path in target.Paths())
        {
            Has(await PatchAsync(created, "replace", path, target.Value(2)), target.Value(2), $"replace {path}");
            Has(await PatchAsync(created, "add", path, target.Value(1)), Added(), $"add {path}");
            Has(await PatchAsync(created, "remove", path, null), null, $"remove {path}");
        }

        if (!target.Paths().Any(path => path.Contains('[', StringComparison.Ordinal)))
        {
            Has(await PatchAsync(created, "add", null, target.Body(target.Value(2))), target.Value(2), "add without path");
            Has(await PatchAsync(created, "replace", null, target.Body(target.Value(1))), target.Value(1), "replace without path");
        }
    }

    private async Task CheckRefusalsAsync()
    {
        var created = await CreateAsync(target.Value(1));
        foreach (var path in target.Paths())
        {
            foreach (var operation in new[] { "add", "replace", "remove" })
            {
                var value = operation == "remove" ? null : target.Value(2);
                await RefusedAsync(created, await PatchAsync(created, operation, path, value), $"{operation} {path}");
            }
        }

        if (target.IsImmutable)
        {
            Has(await PatchAsync(created, "replace", target.Paths().First(), target.Value(1)), target.Value(1), "the same value");
        }
        else if (isStrict && target.Name.IndexOf('.', StringComparison.Ordinal) < 0)
        {
            await RefusedAsync(
                created, await PatchAsync(created, "add", null, target.Body(target.Value(2))), "add without path");
        }
    }

    /// <summary>The strict dialect takes the RFC at its word; the other one does not hear what was not said.</summary>
    private async Task CheckSilenceAsync(ScimAnswer created)
    {
        var silent = await PutAsync(created, null);
        if (isStrict && !target.IsHidden)
        {
            await RefusedAsync(created, silent, "PUT of nothing");
        }
        else
        {
            Has(silent.ShouldBe(200), target.Value(1), "PUT of nothing");
        }
    }

    private Task<ScimAnswer> CreateAsync(JsonNode? value) =>
        client.PostAsync(target.Type.Endpoint, Body(value, Interlocked.Increment(ref resources)));

    private Task<ScimAnswer> PutAsync(ScimAnswer created, JsonNode? value) =>
        client.PutAsync($"{PathOf(created)}?attributes={target.Name}", Body(value, resources));

    private Task<ScimAnswer> PatchAsync(ScimAnswer created, string operation, string? path, JsonNode? value)
    {
        var json = new JsonObject { ["op"] = operation };
        if (path is not null)
        {
            json["path"] = path;
        }

        if (value is not null)
        {
            json["value"] = value;
        }

        return client.PatchAsync($"{PathOf(created)}?attributes={target.Name}", $"[{json.ToJsonString()}]");
    }

    private string PathOf(ScimAnswer created) => $"{target.Type.Endpoint}/{created.ShouldBe(201).Id}";

    private string Body(JsonNode? value, int number)
    {
        var body = target.Body(value);
        var schemas = new JsonArray(target.Type.Schema.Id);
        if (target.Attribute.Extension is { } extension)
        {
            schemas.Add(extension.Id);
        }

        body["schemas"] = schemas;
        if (target.Type.Name is "User" or "Group")
        {
            body[target.Type.Name == "User" ? "userName" : "displayName"] = $"{name}-{number}";
        }

        return body.ToJsonString();
    }

    private JsonNode Added()
    {
        var second = target.Value(2);
        if (!target.IsList)
        {
            return target.Value(1);
        }

        second.AsArray().Add(target.Value(1)[0]!.DeepClone());
        return second;
    }

    private async Task RefusedAsync(ScimAnswer created, ScimAnswer answer, string what)
    {
        Is(answer.Status == 400 && (string?)answer["scimType"] == "mutability", $"{what} answered {answer.Json?.ToJsonString()}");
        var after = await client.GetAsync(PathOf(created));
        Is((string?)after["meta"]!["version"] == (string?)created["meta"]!["version"], $"{what} moved the version");
        var whole = await client.GetAsync($"{PathOf(created)}?attributes={target.Name}");
        Shows(whole, !target.IsReadOnly && !target.IsHidden, what);
        Has(whole, target.IsReadOnly ? null : target.Value(1), what);
    }

    /// <summary>Checks the value in an answer that was asked for it; a hidden one is not to be seen whatever it is.</summary>
    private void Has(ScimAnswer answer, JsonNode? expected, string what)
    {
        Is(answer.Status == 200, $"{what} answered {answer.Status} {answer.Json?.ToJsonString()}");
        var actual = target.In(answer.Json!);
        var wanted = target.IsHidden ? null : expected;
        Is(JsonNode.DeepEquals(wanted, actual), $"{what}: {actual?.ToJsonString()} instead of {wanted?.ToJsonString()}");
    }

    private void Shows(ScimAnswer answer, bool isShown, string what) => Is(
        answer.Status is 200 or 201 && target.In(answer.Json!) is not null == isShown,
        $"{what} shows it {!isShown}: {answer.Json?.ToJsonString()}");

    private void Is(bool condition, string what) => Assert.True(condition, $"{target}, {(isStrict ? "strict" : "compatible")}: {what}");
}
