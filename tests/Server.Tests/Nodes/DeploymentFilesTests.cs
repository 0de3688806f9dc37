using System.Text.RegularExpressions;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>
/// Whether the files that start servers name what is there: options, ports, paths, each other. Neither Docker nor a proxy
/// takes part.
/// </summary>
public sealed partial class DeploymentFilesTests
{
    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("Dockerfile")]
    public void Options_OfEachFile_AreOptionsOfTheServer(string file)
    {
        var known = Option().Matches(CommandLine.Usage).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        var named = Option().Matches(Read(file)).Select(match => match.Value).Except(OfComposeAlone, StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 2);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Fact]
    public void Compose_Yaml_IsIndentedAndQuotedAsYamlWants()
    {
        foreach (var line in Read("compose.yaml").Split('\n'))
        {
            Assert.DoesNotContain('\t', line);
            Assert.Equal(0, (line.Length - line.TrimStart().Length) % 2);
            Assert.True(line.Length == 0 || Line().IsMatch(line), $"No line of YAML as this file uses it: {line}");
        }
    }

    [Fact]
    public void Compose_NamesOnlyWhatItDeclares()
    {
        var compose = Read("compose.yaml");
        var services = Names(compose, "services");
        var secrets = Names(compose, "secrets");
        var volumes = Names(compose, "volumes");

        Assert.Equal(["node-a", "node-b", "postgres", "proxy", "teamaccess"], services.Order(StringComparer.Ordinal));
        Assert.All(Values(compose, "depends_on"), name => Assert.Contains(name, services));
        Assert.All(Values(compose, "secrets"), name => Assert.Contains(name, secrets));
        Assert.All(SecretPath().Matches(compose).Select(match => match.Groups[1].Value), name => Assert.Contains(name, secrets));
        Assert.All(Mount().Matches(compose).Select(match => match.Groups[1].Value), source => Assert.True(
            source.StartsWith("./", StringComparison.Ordinal) ? File.Exists(PathOf(source)) : volumes.Contains(source), source));
        Assert.Contains("Host=postgres;", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Proxy_NamesTheNodesTheirPortsAndTheHealthCheck()
    {
        var (proxy, docker, services) = (Read("deploy/haproxy.cfg"), Read("Dockerfile"), Names(Read("compose.yaml"), "services"));
        var servers = Server().Matches(proxy);

        Assert.Equal(4, servers.Count);
        Assert.All(servers, server => Assert.Contains(server.Groups["host"].Value, services));
        Assert.All(servers, server => Assert.Contains(server.Groups["port"].Value, ExposedPorts(docker)));
        Assert.All(
            servers.Where(server => server.Groups["port"].Value == "8081"),
            server => Assert.Contains("proto h2 check port 8080 check-proto h1", server.Value, StringComparison.Ordinal));
        Assert.Equal(2, Health().Count(proxy));
        Assert.All(
            (string[])["TEAMACCESS_HTTP=0.0.0.0:8080", "TEAMACCESS_GRPC=0.0.0.0:8081"],
            setting => Assert.Contains(setting, docker, StringComparison.Ordinal));
    }

    /// <summary>Values that compose.yaml takes from its own environment; the server gets them otherwise.</summary>
    private static readonly string[] OfComposeAlone = ["TEAMACCESS_POSTGRES_PASSWORD", "TEAMACCESS_TOKEN_PEPPER"];

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "deployment", file);

    private static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>What a section of the first level declares.</summary>
    private static HashSet<string> Names(string compose, string section)
    {
        var start = Regex.Match(compose, $@"^{section}:\n", RegexOptions.Multiline);
        var body = compose[(start.Index + start.Length)..];
        var end = Regex.Match(body, @"^\w", RegexOptions.Multiline);
        return Declared().Matches(end.Success ? body[..end.Index] : body).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The names in a list on the line of its key.</summary>
    private static IEnumerable<string> Values(string compose, string key) =>
        Regex.Matches(compose, $@"^ +{key}: \[([^\]]+)\]$", RegexOptions.Multiline)
            .SelectMany(match => match.Groups[1].Value.Split(", "));

    private static string[] ExposedPorts(string docker) => Regex.Match(docker, @"^EXPOSE (.+)$", RegexOptions.Multiline).Groups[1].Value.Split(' ');

    [GeneratedRegex(@"TEAMACCESS_[A-Z_]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"^ *(#.*|- .+|[\w-]+:( .+)?)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^  ([\w-]+):", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex("/run/secrets/([a-z-]+)")]
    private static partial Regex SecretPath();

    [GeneratedRegex(@"^      - ([\w./-]+):/", RegexOptions.Multiline)]
    private static partial Regex Mount();

    [GeneratedRegex(@"^  server (?<name>\S+) (?<host>[\w-]+):(?<port>\d+) .*check.*$", RegexOptions.Multiline)]
    private static partial Regex Server();

    [GeneratedRegex(@"^  option httpchk GET /health/ready$", RegexOptions.Multiline)]
    private static partial Regex Health();
}
