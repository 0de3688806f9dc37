using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class WebhookDocument
{
    public static BsonDocument Of(Webhook webhook) => new()
    {
        ["_id"] = RowKeys.Of(webhook.Workspace, webhook.Id.Value),
        ["workspace"] = webhook.Workspace.Value,
        ["id"] = webhook.Id.Value,
        ["displayName"] = webhook.DisplayName,
        ["url"] = webhook.Url,
        ["eventTypes"] = Fields.Of(webhook.EventTypes),
        ["pause"] = webhook.Pause is { } pause ? Fields.Of(pause) : BsonValue.Null,
        ["pausedSince"] = Fields.Of(webhook.PausedSince),
        ["secretVersion"] = webhook.SecretVersion,
        ["previousSecretEnds"] = Fields.Of(webhook.PreviousSecretEnds),
        ["cursor"] = webhook.Cursor,
        ["failures"] = webhook.Failures,
        ["failingSince"] = Fields.Of(webhook.FailingSince),
        ["lastFailure"] = webhook.LastFailure is { } failure ? Fields.Of(failure) : BsonValue.Null,
        ["nextAttempt"] = Fields.Of(webhook.NextAttempt),
        ["created"] = Fields.Of(webhook.Created),
        ["version"] = webhook.Version,
    };

    public static Webhook Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new WebhookId(row.Id("id")),
        DisplayName = row.Text("displayName"),
        Url = row.Text("url"),
        EventTypes = row.Texts("eventTypes"),
        Pause = row["pause"].IsNull ? null : row.Enum<WebhookPause>("pause"),
        PausedSince = row.TimeOrNull("pausedSince"),
        SecretVersion = row["secretVersion"].AsInt32,
        PreviousSecretEnds = row.TimeOrNull("previousSecretEnds"),
        Cursor = row["cursor"].AsInt64,
        Failures = row["failures"].AsInt32,
        FailingSince = row.TimeOrNull("failingSince"),
        LastFailure = row["lastFailure"].IsNull ? null : row.Enum<WebhookOutcome>("lastFailure"),
        NextAttempt = row.Time("nextAttempt"),
        Created = row.Time("created"),
        Version = row["version"].AsInt64,
    };
}
