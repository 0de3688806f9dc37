using System.Text.Json.Nodes;
using CsCheck;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Filter;

public sealed class FilterPropertyTests
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "A", "b", "work", "ab", "é", "É");

    private static readonly Gen<JsonObject> User = Gen.Select(
        Text.Null(), Text.Null(), Gen.Bool.Nullable(), Gen.Select(Text.Null(), Text.Null(), Gen.Bool.Nullable()).Array[0, 3])
        .Select((title, given, active, emails) =>
        {
            var user = new JsonObject { ["userName"] = "Ab", ["externalId"] = "a" };
            SetUnlessNull(user, "title", title);
            SetUnlessNull(user, "active", active);
            SetUnlessNull(user, "name", given is null ? null : new JsonObject { ["givenName"] = given });
            var list = emails.Select(Email).Where(email => email.Count > 0).ToArray<JsonNode>();
            SetUnlessNull(user, "emails", list.Length == 0 ? null : new JsonArray(list));
            return user;
        });

    [Fact]
    public void Parse_PrintedFilter_EqualsTheFilter() =>
        FilterGen.Any.Sample(filter => Sample.Value(FilterParser.Parse(filter.ToString())).Equals(filter), iter: 3_000);

    [Fact]
    public void Bind_AnyFilterAndUser_AgreesWithTheNaiveEvaluator() =>
        Gen.Select(FilterGen.Any, User).Sample(
            (filter, user) => Sample.Value(FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Strict))(user)
                == NaiveEvaluator.Matches(filter, user),
            iter: 10_000);

    private static JsonObject Email((string? Value, string? Type, bool? Primary) sent)
    {
        var email = new JsonObject();
        SetUnlessNull(email, "value", sent.Value);
        SetUnlessNull(email, "type", sent.Type);
        SetUnlessNull(email, "primary", sent.Primary);
        return email;
    }

    private static void SetUnlessNull(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
