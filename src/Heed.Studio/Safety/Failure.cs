using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Safety;

/// <summary>What is said of a failure.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Detail">What was expected, what came and what to do.</param>
public sealed record Failure(int Status, string Title, string Detail)
{
    /// <summary>What is said of an exception; nothing of its insides where it is ours.</summary>
    /// <param name="error">The exception.</param>
    internal static Failure Of(Exception error) => error switch
    {
        TooLargeException large => new(StatusCodes.Status413PayloadTooLarge, "Too large", large.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(StatusCodes.Status413PayloadTooLarge, "Too large", "The request is larger than the studio takes. Shorten the text."),
        BadHttpRequestException { InnerException: JsonException json } => new(StatusCodes.Status400BadRequest, "Not understood", $"The request is not the JSON that was expected: {json.Message}"),
        BadHttpRequestException bad => new(bad.StatusCode, "Not understood", bad.Message),
        HeedException told => new(StatusCodes.Status400BadRequest, "Not possible", told.Message),
        OutOfMemoryException => new(StatusCodes.Status503ServiceUnavailable, "Not enough memory", "There is not enough memory for this. Shorten the text, or choose a smaller model."),
        OperationCanceledException => new(StatusCodes.Status503ServiceUnavailable, "Stopped", "The work was stopped before it was done."),
        _ => new(StatusCodes.Status500InternalServerError, "A fault of the studio", "Something failed that should not have; the studio goes on. The terminal it was started in shows what it was."),
    };
}
