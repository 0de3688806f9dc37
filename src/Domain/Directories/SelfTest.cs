using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Directories;

/// <summary>What a self-test tries: a connection as it is set, with no member, group or token of it.</summary>
/// <param name="Mappings">By the names that the groups have now.</param>
public sealed record SelfTestSubject(DirectoryConnection Connection, IReadOnlyList<SelfTestMapping> Mappings);

public sealed record SelfTestMapping(string GroupDisplayName, RoleName Role, bool Paused);

/// <summary>One request of an identity provider, and whether its answer is what that provider expects.</summary>
/// <param name="Provider">E.g. <c>okta</c>.</param>
/// <param name="Flow">Which of the provider's sittings it belongs to.</param>
/// <param name="Request">Method and path.</param>
/// <param name="Difference">What is otherwise than expected; null when nothing is.</param>
public sealed record SelfTestStep(
    string Provider, string Flow, string Name, string Request, int Status, string? Difference);

/// <summary>
/// Plays providers' flows in a workspace of its own that is thrown away afterwards: nothing of it reaches the real one.
/// </summary>
public interface ISelfTestSandbox
{
    /// <summary>Whose flows are known, in ordinal order.</summary>
    IReadOnlyList<string> Providers { get; }

    /// <param name="providers">Some of <see cref="Providers"/>.</param>
    /// <returns>Every step that was played; a flow ends with its first difference.</returns>
    Task<IReadOnlyList<SelfTestStep>> PlayAsync(
        SelfTestSubject subject, IReadOnlyList<string> providers, CancellationToken cancellationToken);
}
