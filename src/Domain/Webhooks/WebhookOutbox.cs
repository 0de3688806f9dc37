using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Webhooks;

/// <summary>
/// What deliveries read and write. Each unit that writes asks first whether the lease still stands; it enters the workspace
/// before the lease, so that no two of them wait for each other.
/// </summary>
internal sealed class WebhookOutbox(IStore store, ChangeRunner changes, TimeProvider clock)
{
    /// <summary>So long a webhook rests when the server that worked at it dies.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(30);

    /// <summary>Events read at once.</summary>
    private const int Step = 100;

    public static string LeaseOf(WebhookId webhook) => $"webhook/{webhook}";

    public Task<Page<Webhook>> ListDueAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return store.ReadAsync(
            reader => reader.Webhooks.ListDueAsync(now, cursor, limit, cancellationToken), cancellationToken);
    }

    /// <returns>Null when another server works at it, or when there is nothing to do any more.</returns>
    public async Task<WebhookTurn?> TryTakeAsync(Webhook due, string holder, CancellationToken cancellationToken)
    {
        var (since, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        return await store.CommitAsync(
            async unit =>
            {
                var webhook = await unit.Webhooks.FindAsync(due.Workspace, due.Id, cancellationToken);
                if (webhook is null || webhook.Pause is not null || webhook.NextAttempt > now)
                {
                    return Outcome.Discard<WebhookTurn?>(null);
                }

                var lease = await unit.Leases.TryTakeAsync(LeaseOf(webhook.Id), holder, LeaseLength, cancellationToken);
                return new Outcome<WebhookTurn?>(
                    lease is null ? null : new WebhookTurn(webhook, lease, since), Commit: lease is not null);
            },
            cancellationToken);
    }

    /// <summary>What follows the turn's position: the next events, behind a notice of those that are gone.</summary>
    public async Task<List<OutboxItem>> ReadAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        var (workspace, position) = (turn.Webhook.Workspace, turn.Position);
        var (head, page) = await store.ReadAsync(
            async reader => (
                await reader.Workspaces.GetHeadAsync(workspace, cancellationToken),
                await reader.Audit.QueryAsync(
                    workspace, new AuditQuery { AfterSequence = position }, Step, cancellationToken)),
            cancellationToken);
        var items = new List<OutboxItem>();
        foreach (var audited in page.Events)
        {
            AddLost(audited.Sequence - 1);
            items.Add(new OutboxItem(audited.Sequence, audited.Action, () => WebhookMessage.Of(audited)));
            position = audited.Sequence;
        }

        if (page.Events.Count == 0)
        {
            AddLost(head.AuditSequence);
        }

        return items;

        void AddLost(long last)
        {
            if (position < last)
            {
                var first = position + 1;
                items.Add(new OutboxItem(
                    last, Type: null, () => WebhookMessage.OfLost(workspace, first, last, clock.GetUtcNow())));
            }
        }
    }

    /// <summary>Stores how far the turn has come, renews its lease and takes in what was changed meanwhile.</summary>
    /// <returns>False when the turn is over: the lease is lost, or the webhook is removed or paused.</returns>
    public async Task<bool> SaveAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        var stored = await StoreAsync(turn, turn.ApplyTo, releases: false, cancellationToken);
        if (stored is not null)
        {
            turn.Saved(stored, since);
        }

        return stored is { Pause: null };
    }

    /// <summary>Stores how far the turn has come, and gives the lease back.</summary>
    public Task EndAsync(WebhookTurn turn, CancellationToken cancellationToken) =>
        StoreAsync(turn, turn.ApplyTo, releases: true, cancellationToken);

    /// <summary>Stores an attempt that failed, which ends the turn, and pauses the webhook when it was the last.</summary>
    /// <param name="jitter">See <see cref="Backoff.After"/>.</param>
    public async Task FailAsync(
        WebhookTurn turn, WebhookOutcome outcome, double jitter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pause = outcome == WebhookOutcome.Gone ? WebhookPause.Gone
            : now - turn.ApplyTo(turn.Webhook).FailingSince >= Backoff.GivesUpAfter ? WebhookPause.Failing
            : default(WebhookPause?);
        var failed = await StoreAsync(turn, Failed, releases: pause is null, cancellationToken);
        if (failed is not null && pause is { } reason)
        {
            await ServerCalls.RunAsync(
                changes,
                new WorkTurn(store, turn.Lease),
                failed.Workspace,
                change => PauseAsync(change, failed.Id, reason, cancellationToken),
                cancellationToken);
            await EndAsync(turn, cancellationToken);
        }

        Webhook Failed(Webhook stored)
        {
            var applied = turn.ApplyTo(stored);
            var failures = applied.Failures + 1;
            return applied with
            {
                Failures = failures,
                FailingSince = applied.FailingSince ?? now,
                LastFailure = outcome,
                NextAttempt = now + Backoff.After(failures, jitter),
            };
        }
    }

    private static async ValueTask<bool> PauseAsync(
        Change change, WebhookId id, WebhookPause reason, CancellationToken cancellationToken)
    {
        var webhook = await change.Unit.Webhooks.FindAsync(change.WorkspaceId, id, cancellationToken);
        if (webhook is not { Pause: null })
        {
            return false;
        }

        await change.Unit.Webhooks.UpdateAsync(
            webhook with { Pause = reason, PausedSince = change.Now, Version = webhook.Version + 1 }, cancellationToken);
        await change.RecordAsync(
            AuditActions.WebhookPaused,
            $"webhook:{id}",
            [],
            [new AuditChange("pause", null, reason.ToString()), new AuditChange("failure", null, webhook.LastFailure?.ToString())],
            cancellationToken);
        return true;
    }

    /// <returns>The webhook as it is stored now; null when the lease is lost or the webhook removed.</returns>
    private Task<Webhook?> StoreAsync(
        WebhookTurn turn, Func<Webhook, Webhook> apply, bool releases, CancellationToken cancellationToken) =>
        store.CommitAsync(
            async unit =>
            {
                var stored = await unit.Webhooks.FindAsync(turn.Webhook.Workspace, turn.Webhook.Id, cancellationToken);
                if (stored is null || !await unit.Leases.RenewAsync(turn.Lease, LeaseLength, cancellationToken))
                {
                    return Outcome.Discard<Webhook?>(null);
                }

                var applied = apply(stored);
                if (applied != stored)
                {
                    await unit.Webhooks.UpdateAsync(applied, cancellationToken);
                }

                if (releases)
                {
                    await unit.Leases.ReleaseAsync(turn.Lease, cancellationToken);
                }

                return Outcome.Keep<Webhook?>(applied);
            },
            cancellationToken);
}

/// <summary>Something to send, or to pass over.</summary>
/// <param name="Through">The sequence that is dealt with behind it.</param>
/// <param name="Type">Of the event; null for what is sent whatever was asked for.</param>
internal sealed record OutboxItem(long Through, string? Type, Func<WebhookMessage> Message);
