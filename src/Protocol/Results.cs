namespace TeamAccess.Protocol;

/// <summary>Makes results of interface types, which have no implicit conversion.</summary>
public static class Result
{
    public static Result<T> Of<T>(T value)
        where T : notnull => Result<T>.Of(value);
}
