using System.Text;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Governance;

/// <summary>A deployment with roles and entitlements of its own, some with names that an address must escape.</summary>
public sealed class OwnTableHost : ScimHost
{
    protected override RoleTable Roles { get; } = RoleTableReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(
        """
        {
          "defaultRole": "Guest", "formerOwnerRole": "R/D & Ops ?",
          "roles": [
            { "name": "Owner", "permissions": ["audit.read", "directory.manage", "members.read"], "grants": ["R/D & Ops ?", "Guest"] },
            { "name": "R/D & Ops ?", "description": "Æ", "permissions": [], "grants": [] },
            { "name": "Guest", "permissions": [], "grants": [] }
          ],
          "entitlements": [
            { "id": "seat-pro", "displayName": "Pro seat", "type": "license", "description": "All features." },
            { "id": "région/ouest" }
          ]
        }
        """)));
}

/// <summary>A deployment that offers neither roles nor entitlements to read.</summary>
public sealed class SwitchedOffHost : ScimHost
{
    protected override ResourceCatalog Catalog { get; } = ResourceCatalog.BuiltIn.WithoutGovernance();
}
