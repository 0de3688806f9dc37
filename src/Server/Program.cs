using TeamAccess.Server;
using TeamAccess.Server.Options;

try
{
    if (args.Contains("--help"))
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    var configuration = new ConfigurationBuilder()
        .AddEnvironmentVariables("TEAMACCESS_")
        .AddInMemoryCollection(CommandLine.Read(args))
        .Build();
    await using var server = await ServerHost.StartAsync(ServerOptionsReader.Read(configuration), Console.Out);
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.Describe(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"TeamAccess could not start. {message}");
    return 1;
}
