using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Heed.Studio.Safety;

/// <summary>How many computations run and wait at the same time; one more is answered with 429.</summary>
internal static class RunLimit
{
    /// <summary>The policy of everything under <c>/api</c> that computes.</summary>
    public const string Name = "runs";

    /// <summary>Sets it up.</summary>
    public static void Add(RateLimiterOptions limiter, StudioOptions options)
    {
        limiter.AddConcurrencyLimiter(Name, limit =>
        {
            limit.PermitLimit = options.Runs;
            limit.QueueLimit = options.Waiting;
            limit.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
        limiter.OnRejected = async (refused, _) =>
        {
            refused.HttpContext.Response.Headers.RetryAfter = "1";
            await Refusal.Write(refused.HttpContext, StatusCodes.Status429TooManyRequests, "Too much at once", string.Create(
                CultureInfo.InvariantCulture, $"The studio runs {options.Runs} computations at a time and lets {options.Waiting} wait; there are more. Try again in a moment, or close other tabs."));
        };
    }
}
