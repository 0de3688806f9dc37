namespace TeamAccess.Scim.Auth;

/// <summary>Names of the SCIM door's authentication.</summary>
public static class ScimBearer
{
    /// <summary>The authentication scheme, to name in a host's own policies.</summary>
    public const string Scheme = "scim-bearer";
}
