namespace TeamAccess.Domain.Roles;

/// <summary>
/// Something of the deployment's product that a directory can assign. TeamAccess offers it and keeps who has it; what it
/// means is for the product.
/// </summary>
/// <param name="Id">What <c>entitlements.value</c> of a User then holds.</param>
public sealed record Entitlement(string Id, string DisplayName, string Type, string Description);
