using TeamAccess.Figures;

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
var wanted = args.Length == 0 ? [.. figures.Keys] : args;
if (wanted.FirstOrDefault(name => !figures.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no figure '{unknown}'; there are: {string.Join(", ", figures.Keys)}.");
    return 2;
}

foreach (var name in wanted)
{
    await figures[name]();
}

return 0;
