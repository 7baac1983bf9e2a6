using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Safety;

/// <summary>How requests are turned away: problem details (RFC 9457), with what was expected and what came.</summary>
internal static class Refusal
{
    /// <summary>Writes one.</summary>
    public static Task Write(HttpContext context, int status, string title, string detail)
        => Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
}
