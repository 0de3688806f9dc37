using Google.Protobuf.Reflection;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin;

/// <summary>The services of the contract, as the compiled protos describe them.</summary>
internal static class Contract
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        WorkspaceServiceReflection.Descriptor,
        MemberServiceReflection.Descriptor,
        OwnershipServiceReflection.Descriptor,
        ApiKeyServiceReflection.Descriptor,
        AuditServiceReflection.Descriptor,
        AccessServiceReflection.Descriptor,
        DirectoryServiceReflection.Descriptor,
        ArchiveServiceReflection.Descriptor,
        WebhookServiceReflection.Descriptor,
    ];

    public static IReadOnlyList<string> ServiceNames { get; } =
        [.. Files.SelectMany(file => file.Services).Select(service => service.FullName)];
}
