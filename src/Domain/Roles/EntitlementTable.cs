namespace TeamAccess.Domain.Roles;

/// <summary>The optional <c>entitlements</c> of a role table's file.</summary>
internal static class EntitlementTable
{
    private const int MaxCount = 10_000;
    private const int MaxText = 256;
    private const int MaxDescription = 1_000;

    /// <exception cref="InvalidDataException">One of them cannot be used.</exception>
    public static List<Entitlement> Build(IReadOnlyList<EntitlementJson?> entitlements)
    {
        if (entitlements.Count > MaxCount)
        {
            throw RoleTableReader.Invalid($"it has more than {MaxCount} entitlements");
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return entitlements.Select(entitlement =>
        {
            if (entitlement is null || !IsText(entitlement.Id) || !ids.Add(entitlement.Id))
            {
                throw RoleTableReader.Invalid(
                    $"each entitlement needs an id of its own, of 1 to {MaxText} characters without control characters");
            }

            var displayName = entitlement.DisplayName ?? entitlement.Id;
            if (!IsText(displayName) || !IsText(entitlement.Type) || entitlement.Description.Length > MaxDescription)
            {
                throw RoleTableReader.Invalid(
                    $"displayName and type of entitlement {entitlement.Id} have 1 to {MaxText} characters, "
                    + $"its description at most {MaxDescription}");
            }

            return new Entitlement(entitlement.Id, displayName, entitlement.Type, entitlement.Description);
        }).ToList();
    }

    private static bool IsText(string text) =>
        text.Length is > 0 and <= MaxText && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    internal sealed record EntitlementJson(
        string Id, string? DisplayName = null, string Type = "Entitlement", string Description = "");
}
