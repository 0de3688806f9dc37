namespace TeamAccess.Store.Postgres;

/// <summary>The database belongs to servers with another token pepper.</summary>
public sealed class OtherPepperException : Exception
{
    public OtherPepperException()
    {
    }

    public OtherPepperException(string message)
        : base(message)
    {
    }

    public OtherPepperException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
