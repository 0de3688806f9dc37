namespace TeamAccess.Domain.Actors;

/// <summary>Who does something. Made by authentication from a credential, never from a client's word.</summary>
public abstract record Actor
{
    private Actor()
    {
    }

    /// <summary>The actor as the audit log names it: <c>kind:id</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The workspace the credential belongs to; null for one that belongs to none.</summary>
    public virtual WorkspaceId? Home => null;

    /// <summary>
    /// The member behind the actor, if there is one: who holds the session, or whom the key acts for.
    /// </summary>
    public virtual MemberId? BehindIt => null;

    public sealed override string ToString() => Name;

    /// <summary>A member, signed in.</summary>
    public sealed record SignedIn(WorkspaceId Workspace, MemberId Member, SessionId Session) : Actor
    {
        public override string Name => $"member:{Member}";

        public override WorkspaceId? Home => Workspace;

        public override MemberId? BehindIt => Member;
    }

    /// <summary>An API key, acting for its creator.</summary>
    public sealed record Key(WorkspaceId Workspace, ApiKeyId Id, MemberId Creator) : Actor
    {
        public override string Name => $"api_key:{Id}";

        public override WorkspaceId? Home => Workspace;

        public override MemberId? BehindIt => Creator;
    }

    /// <summary>An identity provider over SCIM.</summary>
    public sealed record Connection(WorkspaceId Workspace, ConnectionId Id, ConnectionTokenId Token) : Actor
    {
        public override string Name => $"connection:{Id}";

        public override WorkspaceId? Home => Workspace;
    }

    /// <summary>Whoever holds the deployment's operator token.</summary>
    public sealed record Operator : Actor
    {
        public override string Name => "operator:deployment";
    }

    /// <summary>The server itself, when it sets up a demo or does what policies ask for.</summary>
    public sealed record Server : Actor
    {
        public override string Name => "system:server";
    }
}
