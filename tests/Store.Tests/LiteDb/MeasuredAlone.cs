namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>For tests that look at the memory of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
