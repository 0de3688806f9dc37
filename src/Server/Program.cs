using TeamAccess.Server;
using TeamAccess.Server.Commands;
using TeamAccess.Server.Options;

if (args is [var first, .. var rest] && Command.Find(first) is { } command)
{
    return await command.RunAsync(rest);
}

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
