using Google.Protobuf.WellKnownTypes;
using TeamAccess.Domain.RequestLog;

namespace TeamAccess.Admin.Messages;

internal static class ProvisioningMessages
{
    /// <summary>With its bodies.</summary>
    public static V1.ProvisioningRequest Of(ProvisioningEntry entry)
    {
        var message = WithoutBodies(entry);
        message.RequestBody = entry.Request?.Json ?? "";
        message.ResponseBody = entry.Response?.Json ?? "";
        return message;
    }

    public static V1.ProvisioningRequest WithoutBodies(ProvisioningEntry entry) => new()
    {
        Name = Names.Of(entry.Workspace, entry.Id),
        Id = entry.Id.ToString(),
        Time = Times.Of(entry.Time),
        Connection = Names.Of(entry.Workspace, entry.Connection),
        RequestId = entry.RequestId,
        Method = entry.Method,
        Path = entry.Path,
        ResourceType = entry.ResourceType ?? "",
        ResourceId = entry.ResourceId?.ToString("D") ?? "",
        Status = entry.Status,
        ScimType = entry.ScimType ?? "",
        Detail = entry.Detail ?? "",
        Duration = Duration.FromTimeSpan(entry.Duration),
        RequestBytes = entry.RequestSize,
        ResponseBytes = entry.ResponseSize,
        Dialect = DirectoryMessages.Of(entry.Dialect),
        Client = entry.Client.ToString(),
        RequestBodyCut = entry.Request?.Cut ?? false,
        ResponseBodyCut = entry.Response?.Cut ?? false,
        NamesUnknownRole = entry.NamesUnknownRole,
        ReplayOf = entry.ReplayOf is { } original ? Names.Of(entry.Workspace, original) : "",
        Replayable = !entry.Sealed.IsEmpty,
    };
}
