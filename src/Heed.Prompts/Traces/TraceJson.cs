using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>A trace as JSON: what stores keep and exports hold. What is empty is left out; numbers come back bit by bit.</summary>
public static class TraceJson
{
    /// <summary>Writes a trace as an object.</summary>
    public static void Write(Utf8JsonWriter json, Trace trace)
    {
        json.WriteStartObject();
        json.WriteString("id", trace.Id);
        json.WriteString("started", trace.Started);
        Optional("run", trace.RunId);
        Optional("prompt", trace.PromptName);
        Optional("version", trace.PromptVersion);
        Optional("label", trace.Label);
        json.WriteObject("vars", trace.Vars);
        json.WriteString("input", trace.Input);
        json.WriteNumbers("inputTokens", trace.InputTokens);
        if (trace.InputTokenCount != trace.InputTokens.Count) json.WriteNumber("inputTokenCount", trace.InputTokenCount);
        json.WriteString("output", trace.Output);
        json.WriteNumbers("outputTokens", trace.OutputTokens);
        if (trace.OutputTokenCount != trace.OutputTokens.Count) json.WriteNumber("outputTokenCount", trace.OutputTokenCount);
        json.WriteNumbers("logProbabilities", trace.LogProbabilities);
        json.WriteString("model", trace.Model);
        Optional("modelHash", trace.ModelHash);
        Optional("tokenizerHash", trace.TokenizerHash);
        if (trace.Parameters.ValueKind != JsonValueKind.Undefined) json.WriteValue("parameters", trace.Parameters);
        if (trace.Seed != 0) json.WriteNumber("seed", trace.Seed);
        json.WriteDouble("latencyMs", trace.LatencyMs);
        json.WriteDouble("firstTokenMs", trace.FirstTokenMs);
        Optional("finishReason", trace.FinishReason);
        if (trace.Error is not null) json.WriteString("error", trace.Error);
        json.WriteScores("scores", trace.Scores);
        json.WriteTexts("tags", trace.Tags);
        json.WriteObject("metadata", trace.Metadata);
        Optional("heed", trace.HeedVersion);
        Optional("kernel", trace.Kernel);
        if (trace.Redacted) json.WriteBoolean("redacted", true);
        json.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
        }
    }

    /// <summary>Reads a trace; members that are not known are passed over, so that a newer Heed may write more.</summary>
    /// <exception cref="HeedException">It is no trace.</exception>
    public static Trace Read(JsonElement json)
    {
        try
        {
            return new Trace(json.Text("id")!, json.GetProperty("started").GetDateTimeOffset())
            {
                RunId = json.Text("run"),
                PromptName = json.Text("prompt"),
                PromptVersion = json.Text("version"),
                Label = json.Text("label"),
                Vars = json.Members("vars"),
                Input = json.Text("input") ?? "",
                InputTokens = json.Integers("inputTokens"),
                InputTokenCount = json.TryGetProperty("inputTokenCount", out JsonElement read) ? read.GetInt32() : 0,
                Output = json.Text("output") ?? "",
                OutputTokens = json.Integers("outputTokens"),
                OutputTokenCount = json.TryGetProperty("outputTokenCount", out JsonElement written) ? written.GetInt32() : 0,
                LogProbabilities = json.Doubles("logProbabilities"),
                Model = json.Text("model") ?? "",
                ModelHash = json.Text("modelHash") ?? "",
                TokenizerHash = json.Text("tokenizerHash") ?? "",
                Parameters = json.TryGetProperty("parameters", out JsonElement parameters) ? parameters.Clone() : default,
                Seed = json.TryGetProperty("seed", out JsonElement seed) ? seed.GetUInt64() : 0,
                LatencyMs = json.Double("latencyMs"),
                FirstTokenMs = json.Double("firstTokenMs"),
                FinishReason = json.Text("finishReason"),
                Error = json.Text("error"),
                Scores = json.Scores("scores"),
                Tags = json.Texts("tags"),
                Metadata = json.Members("metadata"),
                HeedVersion = json.Text("heed") ?? "",
                Kernel = json.Text("kernel") ?? "",
                Redacted = json.TryGetProperty("redacted", out JsonElement redacted) && redacted.GetBoolean(),
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new HeedException($"trace: expected an object with id, started, input, output and model; {error.Message}", error);
        }
    }
}
