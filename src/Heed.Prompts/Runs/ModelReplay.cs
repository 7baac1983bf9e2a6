using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Prompts.Answers;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Replay;
using Heed.Prompts.Values;

namespace Heed.Prompts.Runs;

/// <summary>Does traced calls again on the models of this machine.</summary>
/// <param name="models">Lends them.</param>
public sealed class ModelReplay(IModels models) : ITraceReplay
{
    /// <inheritdoc/>
    public Trace Replay(Trace trace, CancellationToken cancellation)
    {
        ModelParameters parameters = ModelParameters.Read(WithSeed(trace), default, $"trace {trace.Id}");
        LanguageModel model = models.Load(trace.Model);
        ChatTemplate? template = models.LoadChatTemplate(trace.Model);
        Answer answer = new ModelProvider(models, trace.Model, parameters).Continue(model, [.. trace.InputTokens], cancellation);
        (string modelHash, string tokenizerHash) = models.Hashes(trace.Model);
        return trace with
        {
            InputTokens = ModelPrompt.Of(model, template, trace.Input, parameters.Chat).Encoding.Ids, ModelHash = modelHash, TokenizerHash = tokenizerHash,
            Output = answer.Text, OutputTokens = answer.Tokens, LogProbabilities = answer.LogProbabilities, FinishReason = answer.FinishReason,
            LatencyMs = answer.LatencyMs, FirstTokenMs = answer.FirstTokenMs, HeedVersion = HeedVersion.Here, Kernel = HeedVersion.Kernel,
        };
    }

    // The seed stands beside the parameters where nobody gave one.
    private static JsonElement WithSeed(Trace trace)
    {
        if (trace.Parameters.ValueKind == JsonValueKind.Object && trace.Parameters.TryGetProperty("seed", out _)) return trace.Parameters;
        return JsonText.Build(writer =>
        {
            writer.WriteStartObject();
            if (trace.Parameters.ValueKind == JsonValueKind.Object)
                foreach (JsonProperty property in trace.Parameters.EnumerateObject()) property.WriteTo(writer);
            writer.WriteNumber("seed", trace.Seed);
            writer.WriteEndObject();
        });
    }
}
