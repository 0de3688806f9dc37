namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Everything that is wrong with the definitions, so that one start tells of all of it.</summary>
internal sealed class DefinitionProblems
{
    private const int MaxShown = 20;

    private readonly List<string> found = [];

    internal bool Any => found.Count > 0;

    /// <param name="place">File, schema and attribute.</param>
    /// <param name="what">What is wrong and what to do, as one or two sentences.</param>
    internal void Add(string place, string what) => found.Add($"{place}: {what}");

    internal InvalidDataException ToException()
    {
        var shown = string.Join("\n  ", found.Take(MaxShown));
        var more = found.Count > MaxShown ? $"\n  and {found.Count - MaxShown} more" : "";
        return new InvalidDataException($"The SCIM schemas of this deployment cannot be used:\n  {shown}{more}");
    }
}
