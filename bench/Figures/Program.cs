using TeamAccess.Figures;
using TeamAccess.Figures.Commands;
using TeamAccess.Figures.Entra;
using TeamAccess.Figures.Memory;
using TeamAccess.Figures.Million;
using TeamAccess.Figures.Peers;

if (args is [BareServer.Argument, var address, var file])
{
    await BareServer.ServeAsync(address, file);
    return 0;
}

// The floors of the design, in the order of docs/performance.md.
Dictionary<string, Func<Task>> figures = new(StringComparer.Ordinal)
{
    ["reads"] = ReadFigures.RunAsync,
    ["writes"] = WriteFigures.RunAsync,
    ["durability"] = DurabilityFigures.RunAsync,
    ["sizes"] = SizeFigures.RunAsync,
    ["check"] = CheckFigures.RunAsync,
    ["start"] = StartFigures.RunAsync,
};
// What takes arguments of its own, and longer; not part of "all of them".
Dictionary<string, Func<string[], Task>> loads = new(StringComparer.Ordinal)
{
    ["memory"] = MemoryFigures.RunAsync,
    ["directory"] = DirectoryFigures.RunAsync,
    ["million"] = MillionFigures.RunAsync,
    ["commands"] = CommandFigures.RunAsync,
    ["peers"] = PeerFigures.RunAsync,
};
if (args.Length > 0 && loads.TryGetValue(args[0], out var load))
{
    await load(args[1..]);
    return 0;
}

var wanted = args.Length == 0 ? [.. figures.Keys] : args;
if (wanted.FirstOrDefault(name => !figures.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no figure '{unknown}'; there are: {string.Join(", ", figures.Keys.Concat(loads.Keys))}.");
    return 2;
}

foreach (var name in wanted)
{
    await figures[name]();
}

return 0;
