using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>Steps of which the first that fails decides the answer.</summary>
internal static class ResultChain
{
    public static Result<TOut> Then<T, TOut>(this Result<T> result, Func<T, Result<TOut>> next)
        where T : notnull
        where TOut : notnull =>
        result.TryGet(out var value, out var failure) ? next(value) : failure;

    public static IResult Render<T>(this Result<T> result, Func<T, IResult> render)
        where T : notnull =>
        result.Match(render, failure => new ScimError(failure));

    public static async Task<IResult> RenderAsync<T>(this Result<T> result, Func<T, Task<IResult>> render)
        where T : notnull =>
        result.TryGet(out var value, out var failure) ? await render(value) : new ScimError(failure);
}
