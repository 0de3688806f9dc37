using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TeamAccess.Admin.Failures;

namespace TeamAccess.Admin.Requests;

/// <summary>Which fields of a resource an update changes (AIP-134).</summary>
internal sealed class Mask
{
    private readonly HashSet<string> fields;

    private Mask(IEnumerable<string> fields) => this.fields = fields.ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The mask's paths; without a mask, the changeable fields that have a value; for <c>*</c>, all of them.
    /// </summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT for a path that cannot be changed.</exception>
    public static Mask Of(FieldMask? mask, IMessage resource, params string[] changeable)
    {
        if (mask is null || mask.Paths.Count == 0)
        {
            return new Mask(changeable.Where(field => HasValue(resource, field)));
        }

        if (mask.Paths is ["*"])
        {
            return new Mask(changeable);
        }

        var unknown = mask.Paths.FirstOrDefault(path => !changeable.Contains(path, StringComparer.Ordinal));
        return unknown is null
            ? new Mask(mask.Paths)
            : throw Invalid.Field(
                "update_mask", $"'{unknown}' cannot be changed here. These can: {string.Join(", ", changeable)}.");
    }

    public bool Has(string field) => fields.Contains(field);

    private static bool HasValue(IMessage resource, string field)
    {
        var descriptor = resource.Descriptor.FindFieldByName(field);
        return descriptor.HasPresence ? descriptor.Accessor.HasValue(resource) : descriptor.Accessor.GetValue(resource) switch
        {
            string text => text.Length > 0,
            bool flag => flag,
            System.Collections.IList list => list.Count > 0,
            var number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
        };
    }
}
