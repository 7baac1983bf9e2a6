using System.Diagnostics;
using System.Text.Json;
using System.Text;
using Heed.Models.Tasks;
using Heed.Prompts.Values;
using Heed.Models;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Answers;

/// <summary>A model of this machine.</summary>
/// <param name="models">Lends it.</param>
/// <param name="name">Which.</param>
/// <param name="parameters">How it is asked.</param>
public sealed class ModelProvider(IModels models, string name, ModelParameters parameters) : IProvider
{
    /// <inheritdoc/>
    public ProviderIdentity Identity
    {
        get
        {
            (string model, string tokenizer) = models.Hashes(name);
            return new ProviderIdentity(name, model, tokenizer, Given(), parameters.Options(models.Load(name)).Sampling.Seed);
        }
    }

    /// <inheritdoc/>
    ProviderIdentity? IProvider.Identity => Identity;

    /// <inheritdoc/>
    public Answer Ask(string prompt, CancellationToken cancellation)
    {
        LanguageModel model = models.Load(name);
        ModelPrompt read = ModelPrompt.Of(model, models.LoadChatTemplate(name), prompt, parameters.Chat);
        return Continue(model, new TextGenerator(model).Read(read.Encoding, parameters.Options(model)), cancellation);
    }

    /// <summary>Continues a prompt's tokens.</summary>
    internal Answer Continue(LanguageModel model, int[] ids, CancellationToken cancellation)
    {
        TextOptions options = parameters.Options(model);
        long begun = Stopwatch.GetTimestamp();
        var text = new StringBuilder();
        var tokens = new List<int>();
        var logs = new List<double>();
        double first = 0;
        TextEnd? end = null;
        foreach (TextPiece piece in new TextGenerator(model).Generate(ids, options, cancellation))
        {
            text.Append(piece.Text);
            end = piece.End ?? end;
            if (piece.Token is not { } token) continue;
            if (tokens.Count == 0) first = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            tokens.Add(token.Id);
            logs.Add(token.LogProbability);
        }
        // The space before a word is the tokenizer's, not the answer's.
        return new Answer(text.ToString().Trim())
        {
            PromptTokens = ids, Greedy = options.Sampling.Temperature == 0, Tokens = tokens, LogProbabilities = logs.Any(double.IsNaN) ? [] : logs,
            FinishReason = end is TextEnd.EndToken or TextEnd.StopText ? "stop" : "length",
            LatencyMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds, FirstTokenMs = first,
        };
    }

    private JsonElement Given() => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        foreach ((string key, JsonElement value) in parameters.All)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }
        writer.WriteEndObject();
    });
}
