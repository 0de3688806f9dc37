using Microsoft.Extensions.Options;

namespace TeamAccess.Scim;

/// <summary>Refuses to start with options that cannot be kept.</summary>
internal sealed class ScimOptionsValidator : IValidateOptions<ScimOptions>
{
    public ValidateOptionsResult Validate(string? name, ScimOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ScimOptions options)
    {
        if (options.BaseUrl is not
            { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" })
        {
            yield return "The SCIM base URL must be an absolute http or https URL without query, fragment and user.";
        }

        if (options.MaxBodySize < 1 || options.MaxFilterLength < 1 || options.MaxPatchOperations < 1)
        {
            yield return "SCIM limits of body, filter and PATCH operations must be at least 1.";
        }

        if (options.MaxBulkOperations < 1 || options.MaxBulkSize < 1)
        {
            yield return "The SCIM limits of bulk requests must be at least 1.";
        }

        if (options.DefaultPageSize < 1 || options.MaxPageSize < options.DefaultPageSize)
        {
            yield return "The SCIM page size must be at least 1 and at most the largest page.";
        }

        if (options.RatePerSecond != 0 && options.RatePerSecond < ScimOptions.MinRatePerSecond)
        {
            yield return $"The SCIM rate must be 0 (no limit) or at least {ScimOptions.MinRatePerSecond} per second.";
        }

        if (options.AccessTokenLifetime < TimeSpan.FromHours(1) || options.AccessTokenLifetime > TimeSpan.FromHours(6))
        {
            yield return "An access token must live for 1 to 6 hours.";
        }

        if (options.RequestLog is { Days: < 0 or > 365 } or { MaxEntries: < 1 } or { MaxBody: < 1 } or { MaxQueued: < 1 } or { MaxReplayBody: < 0 })
        {
            yield return "The provisioning log takes 0 to 365 days and at least one entry, one byte and one place in its queue.";
        }

        if (options.OAuthRatePerSecond < 0)
        {
            yield return "The rate of token requests must be 0 (no limit) or more.";
        }

        if (options.OAuthBaseUrl is { } oauth && !(oauth is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" }))
        {
            yield return "The OAuth base URL must be an absolute URL without query, fragment and user.";
        }

        if (options.RateBurst < options.RatePerSecond)
        {
            yield return "The SCIM burst must not be below the rate.";
        }
    }
}
