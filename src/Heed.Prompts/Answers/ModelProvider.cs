using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Heed.Models;
using Heed.Models.Tasks;

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
        TextOptions options = parameters.Options(model);
        var generator = new TextGenerator(model);
        long begun = Stopwatch.GetTimestamp();
        int[] ids = generator.Read(ModelPrompt.Of(model, models.LoadChatTemplate(name), prompt, parameters.Chat).Encoding, options);
        var text = new StringBuilder();
        var tokens = new List<int>();
        var logs = new List<double>();
        double first = 0;
        TextEnd? end = null;
        foreach (TextPiece piece in generator.Generate(ids, options, cancellation))
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
            PromptTokens = ids, Tokens = tokens, LogProbabilities = logs.Any(double.IsNaN) ? [] : logs,
            FinishReason = end is TextEnd.EndToken or TextEnd.StopText ? "stop" : "length",
            LatencyMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds, FirstTokenMs = first,
        };
    }

    private JsonElement Given()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string key, JsonElement value) in parameters.All)
            {
                writer.WritePropertyName(key);
                CanonicalJson.Write(writer, value);
            }
            writer.WriteEndObject();
        }
        using JsonDocument json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }
}
