namespace TeamAccess.Scim.Tests.Host;

/// <summary>Small request bodies.</summary>
internal static class Bodies
{
    public static string User(string userName) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}"}""";

    public static string Group(string displayName, params string[] members) =>
        $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
         "displayName":"{{displayName}}","members":[{{Values(members)}}]}
        """;

    public static string Values(params string[] members) =>
        string.Join(',', members.Select(member => $$"""{"value":"{{member}}"}"""));
}
