using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Webhooks;

/// <summary>One server's leave to deliver one webhook's events, and how far it has come since that was stored.</summary>
internal sealed class WebhookTurn(Webhook webhook, Lease lease, long since)
{
    /// <summary>As it was stored last.</summary>
    public Webhook Webhook { get; private set; } = webhook;

    public Lease Lease { get; } = lease;

    /// <summary>When the lease was taken or renewed last, as the clock's timestamp before that.</summary>
    public long Since { get; private set; } = since;

    /// <summary>The last event that is dealt with.</summary>
    public long Position { get; private set; } = webhook.Cursor;

    /// <summary>Deliveries that are not stored yet.</summary>
    public int Unsaved { get; private set; }

    public bool HasMoved => Position != Webhook.Cursor;

    public void Pass(long through) => Position = through;

    public void Delivered(long through) => (Position, Unsaved) = (through, Unsaved + 1);

    public void Saved(Webhook stored, long since) => (Webhook, Since, Unsaved) = (stored, since, 0);

    /// <summary>The webhook with what this turn has done: a delivery ends what failed before it.</summary>
    public Webhook ApplyTo(Webhook stored)
    {
        var moved = stored with { Cursor = Math.Max(stored.Cursor, Position) };
        return Unsaved == 0 ? moved : moved with { Failures = 0, FailingSince = null, LastFailure = null };
    }
}
