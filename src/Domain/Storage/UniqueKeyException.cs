namespace TeamAccess.Domain.Storage;

/// <summary>A write met a row with the same unique key. The unit of work it belonged to changed nothing.</summary>
public sealed class UniqueKeyException : Exception
{
    public UniqueKeyException()
    {
    }

    public UniqueKeyException(string message)
        : base(message)
    {
    }

    public UniqueKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
