using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Store.Conformance.Memory;

/// <summary>An immutable table of rows by partition, in ascending order of their key within it.</summary>
internal sealed class Rows<TPartition, TKey, TRow>
    where TPartition : notnull
    where TKey : notnull
{
    public static readonly Rows<TPartition, TKey, TRow> Empty =
        new(ImmutableDictionary<TPartition, ImmutableSortedDictionary<TKey, TRow>>.Empty);

    // Text in the order of its code units, as the engines keep it.
    private static readonly ImmutableSortedDictionary<TKey, TRow> NoRows = ImmutableSortedDictionary.Create<TKey, TRow>(
        typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default);

    private readonly ImmutableDictionary<TPartition, ImmutableSortedDictionary<TKey, TRow>> partitions;

    private Rows(ImmutableDictionary<TPartition, ImmutableSortedDictionary<TKey, TRow>> partitions) =>
        this.partitions = partitions;

    public IEnumerable<TPartition> Partitions => partitions.Keys;

    public ImmutableSortedDictionary<TKey, TRow> Of(TPartition partition) =>
        partitions.GetValueOrDefault(partition, NoRows);

    public bool TryFind(TPartition partition, TKey key, [MaybeNullWhen(false)] out TRow row) =>
        Of(partition).TryGetValue(key, out row);

    public Rows<TPartition, TKey, TRow> Set(TPartition partition, TKey key, TRow row) =>
        new(partitions.SetItem(partition, Of(partition).SetItem(key, row)));

    public Rows<TPartition, TKey, TRow> Remove(TPartition partition, TKey key) =>
        new(partitions.SetItem(partition, Of(partition).Remove(key)));
}
