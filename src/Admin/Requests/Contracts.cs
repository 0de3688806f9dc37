using Google.Protobuf;

namespace TeamAccess.Admin.Requests;

/// <summary>A request about one workspace: the named one, or the credential's.</summary>
internal interface IWorkspaceRequest : IMessage
{
    string Workspace { get; }
}

/// <summary>
/// A request that changes something: it can be named, so that it is done once, and can be tried without effect.
/// </summary>
internal interface IChangeRequest : IMessage
{
    string RequestId { get; set; }

    bool ValidateOnly { get; }
}

/// <summary>A request for one page of a list.</summary>
internal interface IPageRequest : IMessage
{
    int PageSize { get; set; }

    string PageToken { get; set; }
}

/// <summary>What every change answers beside its resource.</summary>
internal interface IChangeResponse : IMessage
{
    long Revision { get; set; }

    string AuditEvent { get; set; }
}
