using System.Text;

namespace TeamAccess.Admin.Failures;

/// <summary>Spells an attribute of the domain as the protos do: <c>userName</c> becomes <c>user_name</c>.</summary>
internal static class FieldNames
{
    public static string Of(string attribute)
    {
        var field = new StringBuilder(attribute.Length + 4);
        foreach (var c in attribute)
        {
            if (char.IsAsciiLetterUpper(c) && field.Length > 0 && field[^1] is not ('.' or '_'))
            {
                field.Append('_');
            }

            field.Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        }

        return field.ToString();
    }
}
