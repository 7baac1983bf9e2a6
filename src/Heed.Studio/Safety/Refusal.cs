using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Safety;

/// <summary>How requests are turned away: problem details (RFC 9457), with what was expected and what came.</summary>
internal static class Refusal
{
    /// <summary>Writes one.</summary>
    public static Task Write(HttpContext context, int status, string title, string detail)
        => Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);

    /// <summary>Gives answers that have a status alone their words.</summary>
    public static Task Explain(StatusCodeContext context)
    {
        (string title, string detail) = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("Not found", "There is no such address in the API; /openapi/v1.json lists all."),
            StatusCodes.Status405MethodNotAllowed => ("Another method", $"This address does not take {context.HttpContext.Request.Method}; /openapi/v1.json tells what it takes."),
            StatusCodes.Status413PayloadTooLarge => ("Too large", "The request is larger than the studio takes. Shorten the text."),
            StatusCodes.Status415UnsupportedMediaType => ("Not understood", "Expected JSON, with the content type application/json."),
            _ => ("Not possible", "The request could not be answered."),
        };
        return Write(context.HttpContext, context.HttpContext.Response.StatusCode, title, detail);
    }
}
