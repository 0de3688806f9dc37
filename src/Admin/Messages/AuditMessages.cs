using Google.Protobuf;
using TeamAccess.Domain.Audit;
using TeamAccess.Protocol;
using Stored = TeamAccess.Domain.Audit.AuditEvent;

namespace TeamAccess.Admin.Messages;

internal static class AuditMessages
{
    public static V1.AuditEvent Of(Stored stored) => new()
    {
        Name = Names.OfAuditEvent(stored.Workspace, stored.Sequence),
        Sequence = stored.Sequence,
        Time = Times.Of(stored.Time),
        Actor = stored.Actor,
        OnBehalfOf = stored.OnBehalfOf ?? "",
        Action = stored.Action,
        Target = stored.Target,
        Members = { stored.Members.Select(member => Names.Of(stored.Workspace, member)) },
        Changes = { stored.Changes.Select(Of) },
        Door = Of(stored.Door),
        RequestId = stored.RequestId,
        Address = stored.Address ?? "",
        Hash = ByteString.CopyFrom(stored.Hash.Span),
    };

    public static Result<Door> Read(V1.Door door) => door switch
    {
        V1.Door.System => Door.System,
        V1.Door.Scim => Door.Scim,
        V1.Door.Grpc => Door.Grpc,
        V1.Door.Web => Door.Web,
        _ => Failure.InvalidValue("door", "The door is one of the named ones."),
    };

    private static V1.Door Of(Door door) => door switch
    {
        Door.System => V1.Door.System,
        Door.Scim => V1.Door.Scim,
        Door.Grpc => V1.Door.Grpc,
        Door.Web => V1.Door.Web,
    };

    private static V1.AuditChange Of(AuditChange change) =>
        new() { Attribute = change.Attribute, Before = change.Before, After = change.After };
}
