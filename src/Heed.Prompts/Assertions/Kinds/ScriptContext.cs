using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>What an assertion's JavaScript finds in <c>context</c> beside vars and prompt.</summary>
internal static class ScriptContext
{
    /// <summary>test, provider, providerResponse, logProbs, config.</summary>
    public static JsonElement Of(AssertionContext context) => JsonText.Build(json =>
    {
        PlannedCase test = context.Case;
        json.WriteStartObject();
        json.WriteStartObject("test");
        if (test.Description is { } description) json.WriteString("description", description);
        json.WriteStartObject("vars");
        foreach ((string name, JsonElement value) in test.Vars) Write(json, name, value);
        json.WriteEndObject();
        if (test.Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        Write(json, "metadata", test.Metadata);
        Write(json, "options", test.Options.Raw);
        json.WriteEndObject();
        json.WriteStartObject("provider");
        json.WriteString("id", context.Column.Provider.Id);
        json.WriteString("label", context.Column.Provider.Label);
        json.WriteEndObject();
        json.WriteStartObject("providerResponse");
        json.WriteString("output", context.Answer.Text);
        json.WriteBoolean("cached", context.Answer.Cached);
        json.WriteNumber("latencyMs", context.Answer.LatencyMs);
        if (context.Answer.FinishReason is { } reason) json.WriteString("finishReason", reason);
        Write(json, "metadata", context.Answer.Metadata);
        json.WriteEndObject();
        if (context.Answer.LogProbabilities.Count > 0)
        {
            json.WriteStartArray("logProbs");
            foreach (double value in context.Answer.LogProbabilities) json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        JsonElement config = context.Assertion.Config;
        Write(json, "config", config.ValueKind == JsonValueKind.Object && config.TryGetProperty("config", out JsonElement inner) ? inner : config);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
