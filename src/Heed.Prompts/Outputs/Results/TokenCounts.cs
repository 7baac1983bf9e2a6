using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>Tokens of some rows, as results files count them: what came from the cache is counted apart.</summary>
/// <param name="Prompt">Read.</param>
/// <param name="Completion">Written.</param>
/// <param name="Cached">Of answers from the cache.</param>
/// <param name="Requests">Answers.</param>
internal readonly record struct TokenCounts(int Prompt, int Completion, int Cached, int Requests)
{
    public static TokenCounts Of(IEnumerable<RunRow> rows)
    {
        var sum = new TokenCounts();
        foreach (RunRow row in rows)
        {
            if (row.Answer is not { } answer) continue;
            (int prompt, int completion) = (answer.PromptTokens.Count, answer.Tokens.Count);
            sum = answer.Cached ? sum with { Cached = sum.Cached + prompt + completion, Requests = sum.Requests + 1 }
                : new TokenCounts(sum.Prompt + prompt, sum.Completion + completion, sum.Cached, sum.Requests + 1);
        }
        return sum;
    }

    /// <summary>All members of it, those for judges that were asked too: Heed's run in the same process and count nothing.</summary>
    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteNumber("prompt", Prompt);
        json.WriteNumber("completion", Completion);
        json.WriteNumber("cached", Cached);
        json.WriteNumber("total", Prompt + Completion + Cached);
        json.WriteNumber("numRequests", Requests);
        WriteCompletionDetails(json);
        json.WriteStartObject("assertions");
        foreach (string member in (string[])["total", "prompt", "completion", "cached", "numRequests"]) json.WriteNumber(member, 0);
        WriteCompletionDetails(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The few members that stand in an answer.</summary>
    public void WriteShort(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", Prompt + Completion + Cached);
        json.WriteNumber("prompt", Prompt);
        json.WriteNumber("completion", Completion);
        if (Cached > 0) json.WriteNumber("cached", Cached);
        json.WriteEndObject();
    }

    private static void WriteCompletionDetails(Utf8JsonWriter json)
    {
        json.WriteStartObject("completionDetails");
        foreach (string member in (string[])["reasoning", "acceptedPrediction", "rejectedPrediction"]) json.WriteNumber(member, 0);
        json.WriteEndObject();
    }
}
