using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heed.Studio.Safety;

/// <summary>Makes an answer of every failure, so that none reaches the server: what the user can mend is said, what is ours is logged.</summary>
internal sealed partial class FailureBoundary(RequestDelegate next, ILogger<FailureBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // Nobody is left to read an answer.
            if (context.RequestAborted.IsCancellationRequested) return;
            Failure failure = Failure.Of(error);
            if (failure.Status == StatusCodes.Status500InternalServerError) LogFailure(logger, context.Request.Path, error);
            await Refusal.Write(context, failure.Status, failure.Title, failure.Detail);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{path} failed")]
    private static partial void LogFailure(ILogger logger, string path, Exception error);
}
