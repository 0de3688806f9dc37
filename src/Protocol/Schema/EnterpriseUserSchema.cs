using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>The enterprise extension of User: RFC 7643 §4.3.</summary>
internal static class EnterpriseUserSchema
{
    internal static readonly SchemaDefinition Definition =
        new(SchemaUris.EnterpriseUser, "EnterpriseUser", "What an employer records about a member.",
        [
            Plain("employeeNumber", "Number or code the employer uses for the person."),
            Plain("costCenter", "Cost center the person is booked on."),
            Plain("organization", "Organization the person works for."),
            Plain("division", "Division the person works in."),
            Plain("department", "Department the person works in."),
            Complex("manager", "The person's manager.",
                Plain("value", "Identifier of the manager's user."),
                Reference("$ref", "Address of the manager's user.", "User"),
                ReadOnlyPlain("displayName", "Name of the manager.")),
        ]);
}
