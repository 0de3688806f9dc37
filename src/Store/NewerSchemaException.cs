namespace TeamAccess.Store;

/// <summary>The database was written by a newer version of the program. It was left as it is.</summary>
public sealed class NewerSchemaException : Exception
{
    public NewerSchemaException()
    {
    }

    public NewerSchemaException(string message)
        : base(message)
    {
    }

    public NewerSchemaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
