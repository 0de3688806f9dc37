using System.Reflection;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

public sealed class TableListTests
{
    /// <summary>One that is not in the list would get no checksums by migration, and verification would not ask for any.</summary>
    [Fact]
    public void All_HasEveryTable() => Assert.Equal(
        typeof(Tables).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal),
        Tables.All.Order(StringComparer.Ordinal));
}
