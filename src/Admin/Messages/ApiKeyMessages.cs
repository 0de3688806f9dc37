using TeamAccess.Domain.Keys;
using Stored = TeamAccess.Domain.Keys.ApiKey;

namespace TeamAccess.Admin.Messages;

internal static class ApiKeyMessages
{
    public static V1.ApiKey Of(Stored key) => new()
    {
        Name = Names.Of(key.Workspace, key.Id),
        Id = key.Id.ToString(),
        Member = Names.Of(key.Workspace, key.Creator),
        DisplayName = key.DisplayName,
        Permissions = { key.Permissions },
        RoleCeiling = key.RoleCeiling.Value,
        State = Of(key.State),
        CreateTime = Times.Of(key.Created),
        ExpireTime = Times.Of(key.Expires),
        Ending = key.Ending is { } ending
            ? new V1.ApiKeyEnding
            {
                Time = Times.Of(ending.At),
                Cause = ending.Cause,
                By = ending.By,
                Departure = ending.Departure?.ToString("D") ?? "",
            }
            : null,
        Etag = Requests.FieldValues.EtagOf(key.Version),
    };

    private static V1.ApiKeyState Of(ApiKeyState state) => state switch
    {
        ApiKeyState.Live => V1.ApiKeyState.Live,
        ApiKeyState.Suspended => V1.ApiKeyState.Suspended,
        ApiKeyState.Revoked => V1.ApiKeyState.Revoked,
    };
}
