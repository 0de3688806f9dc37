using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TeamAccess.Admin.Failures;

namespace TeamAccess.Admin.Requests;

/// <summary>
/// The bounds that hold for every field of every request, by the field's name: a length for texts, a count for lists,
/// and no control characters. The protos' comments state them; what a value must be beyond that is the domain's rule.
/// </summary>
internal static class RequestBounds
{
    public const int MaxItems = 1000;

    /// <summary>For names and ids, and whatever has no bound of its own.</summary>
    public const int MaxText = 512;

    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal)
    {
        ["request_id"] = 255,
        ["page_token"] = 4096,
        ["checkpoints"] = 2048,
        ["display_name"] = 256,
        ["user_name"] = 256,
        ["owner_user_name"] = 256,
        ["owner_display_name"] = 256,
        ["owner_given_name"] = 256,
        ["owner_family_name"] = 256,
        ["group_display_name"] = 1024,
        ["permission"] = 256,
        ["permissions"] = 256,
        ["role"] = 256,
        ["etag"] = 64,
        ["url"] = 2048,
        ["event_types"] = 100,
    };

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT that names the field and its bound.</exception>
    public static void Check(IMessage message) => Check(message, "");

    private static void Check(IMessage message, string path)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            switch (field.Accessor.GetValue(message))
            {
                case string { Length: > 0 } text:
                    CheckText(text, field, path);
                    break;
                case IMessage nested:
                    Check(nested, $"{path}{field.Name}.");
                    break;
                case IList { Count: > 0 } list:
                    CheckList(list, field, path);
                    break;
                default:
                    break;
            }
        }
    }

    private static void CheckList(IList list, FieldDescriptor field, string path)
    {
        if (list.Count > MaxItems)
        {
            throw Invalid.Field(
                path + field.Name, $"{path}{field.Name} has {list.Count} items; the most is {MaxItems}.");
        }

        foreach (var item in list)
        {
            if (item is string text)
            {
                CheckText(text, field, path);
            }
            else if (item is IMessage nested)
            {
                Check(nested, $"{path}{field.Name}.");
            }
        }
    }

    private static void CheckText(string text, FieldDescriptor field, string path)
    {
        var length = Lengths.GetValueOrDefault(field.Name, MaxText);
        if (text.Length > length)
        {
            throw Invalid.Field(
                path + field.Name, $"{path}{field.Name} has {text.Length} characters; the most is {length}.");
        }

        if (text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            throw Invalid.Field(path + field.Name, $"{path}{field.Name} has a control character.");
        }
    }
}
