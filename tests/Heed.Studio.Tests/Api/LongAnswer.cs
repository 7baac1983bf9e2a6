using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Heed.Studio.Tests.Api;

/// <summary>The answer of long work: the events of its stream.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Event">The last event: <c>result</c> or <c>failure</c>; empty where the request was refused at once.</param>
/// <param name="Json">Its data, or the problem details.</param>
/// <param name="Progress">How many times it was told how far it is.</param>
internal sealed record LongAnswer(HttpStatusCode Status, string Event, JsonElement Json, int Progress)
{
    /// <summary>Asks, and reads to the end.</summary>
    public static async Task<LongAnswer> Of(StudioFixture studio, string path, object body, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await studio.Client.PostAsJsonAsync($"/api/{path}", body, cancellation);
        string text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode) return new(response.StatusCode, "", Parse(text), 0);
        string[] events = [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)];
        return new(response.StatusCode, Field(events[^1], "event"), Parse(Field(events[^1], "data")), events.Count(one => Field(one, "event") == "progress"));
    }

    private static string Field(string one, string name)
        => string.Concat(one.Split('\n').Where(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..].Trim()));

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
