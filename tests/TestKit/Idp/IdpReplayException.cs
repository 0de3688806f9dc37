namespace TeamAccess.TestKit.Idp;

/// <summary>A server answered an identity provider otherwise than the recorded exchange expects.</summary>
public sealed class IdpReplayException : Exception
{
    public IdpReplayException()
    {
    }

    public IdpReplayException(string message)
        : base(message)
    {
    }

    public IdpReplayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
