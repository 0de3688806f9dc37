namespace TeamAccess.Scim.Dispatch;

/// <summary>Metadata of every endpoint that this adapter mapped.</summary>
internal sealed class ScimRoute;
