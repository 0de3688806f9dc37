using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Bulk;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Bulk;

/// <summary>
/// Carries the operations of a bulk request out one after another, each on its own: an operation waits for the resources it
/// refers to, and keeps its place otherwise. Where resources refer to each other in a circle, one is made without the reference,
/// which is added when the others are there (RFC 7644 §3.7.1).
/// </summary>
internal sealed class BulkRun
{
    private readonly BulkRequest request;
    private readonly ScimDispatch dispatch;
    private readonly DispatchOrigin origin;
    private readonly Locations locations;

    private readonly IReadOnlySet<string>[] needs;
    private readonly BulkOutcome?[] outcomes;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly List<Completion> completions = [];

    public BulkRun(BulkRequest request, ScimDispatch dispatch, DispatchOrigin origin, Locations locations)
    {
        (this.request, this.dispatch, this.origin, this.locations) = (request, dispatch, origin, locations);
        var known = request.Operations
            .Where(operation => operation is { Method: "POST", BulkId: not null })
            .Select(operation => operation.BulkId!)
            .ToHashSet(StringComparer.Ordinal);
        needs = request.Operations.Select(operation => BulkReferences.In(operation, known)).ToArray();
        outcomes = new BulkOutcome?[request.Operations.Count];
    }

    private bool IsOver => request.FailOnErrors is { } limit && outcomes.Count(outcome => outcome?.Error is not null) >= limit;

    /// <returns>What became of the operations that were processed, in their order.</returns>
    public async Task<IReadOnlyList<BulkOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        while (!IsOver && NextIndex() is { } index)
        {
            await ProcessAsync(index, cancellationToken);
            await CompleteAsync(cancellationToken);
        }

        return outcomes.OfType<BulkOutcome>().ToList();
    }

    /// <summary>The first operation that can run; where all that are left wait for each other, the first of a circle.</summary>
    private int? NextIndex()
    {
        var open = Enumerable.Range(0, outcomes.Length).Where(index => outcomes[index] is null).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        var ready = open.FindIndex(index => needs[index].All(id => ids.ContainsKey(id) || failed.Contains(id)));
        return ready >= 0 ? open[ready] : open.Cast<int?>().FirstOrDefault(index => IsInCircle(index!.Value)) ?? open[0];
    }

    private bool IsInCircle(int start)
    {
        if (request.Operations[start] is not { Method: "POST", BulkId: { } own })
        {
            return false;
        }

        var creators = Enumerable.Range(0, outcomes.Length)
            .Where(index => request.Operations[index] is { Method: "POST", BulkId: not null })
            .ToDictionary(index => request.Operations[index].BulkId!, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(needs[start]);
        while (open.TryPop(out var id))
        {
            if (id == own)
            {
                return true;
            }

            if (!ids.ContainsKey(id) && seen.Add(id))
            {
                foreach (var next in needs[creators[id]])
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private async Task ProcessAsync(int index, CancellationToken cancellationToken)
    {
        var operation = request.Operations[index];
        if ((operation.Refusal ?? LostReference(index)) is { } refusal)
        {
            Record(index, operation, ErrorBody.ToJson(refusal), StatusTable.StatusOf(refusal.Kind));
            return;
        }

        var unresolved = needs[index].Where(id => !ids.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        var rest = operation;
        if (unresolved.Count > 0)
        {
            if (operation.Data is null || BulkReferences.Split(operation.Data, unresolved) is not var (data, patch))
            {
                var stuck = Unopened();
                Record(index, operation, ErrorBody.ToJson(stuck), StatusTable.StatusOf(stuck.Kind));
                return;
            }

            rest = operation with { Data = data };
            completions.Add(new Completion(index, patch, unresolved));
        }

        var filled = BulkReferences.Fill(rest, ids.GetValueOrDefault);
        var answer = await dispatch.SendAsync(
            new DispatchedRequest(filled.Method, filled.Path, filled.Data, filled.Version), origin, cancellationToken);
        Record(index, filled, answer.IsError ? answer.Body : null, answer.Status, answer.Location, answer.ETag);
        if (operation is not { Method: "POST", BulkId: { } bulkId })
        {
            return;
        }

        if (!answer.IsError && answer.Location?.Split('/')[^1] is { } id)
        {
            ids[bulkId] = id;
        }
        else
        {
            failed.Add(bulkId);
            completions.RemoveAll(completion => completion.Index == index);
        }
    }

    /// <summary>Adds the references that were left out, as soon as all they name is there, or known never to come.</summary>
    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var completion in completions.ToList())
        {
            if (!completion.Needs.All(id => ids.ContainsKey(id) || failed.Contains(id)))
            {
                continue;
            }

            completions.Remove(completion);
            var operation = request.Operations[completion.Index];
            var made = outcomes[completion.Index]!;
            var patch = BulkReferences.Fill(
                new BulkOperation("PATCH", $"{operation.Path.Split('?')[0]}/{ids[operation.BulkId!]}", null, null, completion.Patch, null),
                ids.GetValueOrDefault);
            var answer = completion.Needs.Any(failed.Contains)
                ? null
                : await dispatch.SendAsync(new DispatchedRequest("PATCH", patch.Path, patch.Data, null), origin, cancellationToken);
            outcomes[completion.Index] = answer switch
            {
                null => made with { Status = StatusCodes.Status409Conflict, Error = ErrorBody.ToJson(IncompleteCircle()) },
                { IsError: true } => made with { Status = answer.Status, Error = answer.Body },
                _ => made with { ETag = answer.ETag ?? made.ETag },
            };
        }
    }

    private Failure? LostReference(int index) => needs[index].Any(failed.Contains)
        ? new Failure(
            FailureKind.FailedPrecondition, "The operation refers by bulkId to a resource that could not be created.")
        : null;

    // RFC 7644 §3.7.1: 409 after an attempt that failed.
    private static Failure Unopened() => new(
        FailureKind.FailedPrecondition, "The operations refer to each other in a circle that cannot be opened.");

    private static Failure IncompleteCircle() => new(
        FailureKind.FailedPrecondition,
        "The resource was created without a reference, since the resource that its bulkId names could not be.");

    private void Record(
        int index, BulkOperation operation, JsonObject? error, int status, string? location = null, string? eTag = null)
    {
        var isFailedPost = operation.Method == "POST" && error is not null;
        var shown = request.Operations[index];
        outcomes[index] = new BulkOutcome(
            shown,
            status,
            isFailedPost ? null : location ?? locations.Of(operation.Path.Split('?')[0]),
            error is null ? eTag : null,
            error);
        if (isFailedPost && shown.BulkId is { } bulkId)
        {
            failed.Add(bulkId);
        }
    }

    private sealed record Completion(int Index, JsonObject Patch, IReadOnlySet<string> Needs);
}
