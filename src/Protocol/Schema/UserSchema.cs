using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>The User schema: RFC 7643 §4.1, characteristics from §8.7.1, descriptions our own.</summary>
internal static class UserSchema
{
    internal static readonly SchemaDefinition Definition =
        new(SchemaUris.User, "User", "A member of the workspace.", [.. Singular(), .. Plural()]);

    private static AttributeDefinition[] Singular() =>
    [
        Plain("userName", "Name the person signs in with; unique in the workspace ignoring case.")
            with { Required = true, Uniqueness = AttributeUniqueness.Server, IsIdentifier = true },
        Complex("name", "The person's name in parts.",
            Plain("formatted", "Whole name as it is shown."),
            Plain("familyName", "Family name, or last name."),
            Plain("givenName", "Given name, or first name."),
            Plain("middleName", "Names between given and family name."),
            Plain("honorificPrefix", "Title before the name, such as Dr."),
            Plain("honorificSuffix", "Addition after the name, such as III.")),
        Plain("displayName", "Name shown to other people."),
        Plain("nickName", "Casual name the person goes by."),
        Reference("profileUrl", "Web page about the person.", "external"),
        Plain("title", "Position in the company."),
        Plain("userType", "Relation to the company, such as Employee or Contractor."),
        Plain("preferredLanguage", "Languages the person prefers, as in an Accept-Language header."),
        Plain("locale", "Language tag that decides number and date formats."),
        Plain("timezone", "Time zone in the IANA database's naming."),
        Flag("active", "Whether the person has access; true when not given."),
        Plain("password", "Accepted for compatibility, never kept and never returned.")
            with { Mutability = Mutability.WriteOnly, Returned = Returned.Never, IsDiscarded = true },
    ];

    private static AttributeDefinition[] Plural() =>
    [
        List("emails", "E-mail addresses.",
            Plain("value", "The address."), Display(), Kind("work", "home", "other"), Primary()),
        List("phoneNumbers", "Telephone numbers.",
            Plain("value", "The number, kept as it was sent."),
            Display(), Kind("work", "home", "mobile", "fax", "pager", "other"), Primary()),
        List("ims", "Instant messaging addresses.",
            Plain("value", "The address."),
            Display(), Kind("aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"), Primary()),
        List("photos", "Pictures of the person.",
            Reference("value", "Address of the picture.", "external"),
            Display(), Kind("photo", "thumbnail"), Primary()),
        List("addresses", "Postal addresses.",
            Plain("formatted", "Whole address as it is printed, lines included."),
            Plain("streetAddress", "Street, number and what belongs to them."),
            Plain("locality", "City or locality."),
            Plain("region", "State or region."),
            Plain("postalCode", "Postal code."),
            Plain("country", "Country, as a two-letter code."),
            Kind("work", "home", "other"),
            Primary()),
        List("groups", "Groups the person belongs to; changed through the groups only.",
            ReadOnlyPlain("value", "Identifier of the group."),
            Reference("$ref", "Address of the group.", "User", "Group") with { Mutability = Mutability.ReadOnly },
            ReadOnlyPlain("display", "Name of the group."),
            ReadOnlyPlain("type", "How the membership came about.") with { CanonicalValues = ["direct", "indirect"] })
            with { Mutability = Mutability.ReadOnly },
        List("entitlements", "Things the person is entitled to.",
            Plain("value", "The entitlement."), Display(), Kind(), Primary()),
        List("roles", "Roles given by the directory.",
            Plain("value", "The role."), Display(), Kind(), Primary()),
        List("x509Certificates", "Certificates of the person.",
            Plain("value", "DER certificate in base64.") with { Type = AttributeType.Binary, CaseExact = true },
            Display(), Kind(), Primary()),
    ];
}
