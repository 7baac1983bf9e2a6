using System.Globalization;
using System.Text.Json;
using Heed.Models;
using Heed.Models.Generation;
using Heed.Models.Tasks;

namespace Heed.Prompts.Answers;

/// <summary>How a model is asked, as files say it: one meaning, the names of several services.</summary>
/// <param name="All">The parameters that were given, by the names Heed knows them by.</param>
public sealed record ModelParameters(IReadOnlyDictionary<string, JsonElement> All)
{
    // Of each parameter the names that files use.
    private static readonly Dictionary<string, string[]> s_names = new(StringComparer.Ordinal)
    {
        ["max_tokens"] = ["max_tokens", "maxTokens", "max_completion_tokens", "max_new_tokens", "max_gen_len", "num_predict", "maxOutputTokens", "max_output_tokens"],
        ["temperature"] = ["temperature"], ["top_p"] = ["top_p", "topP"], ["top_k"] = ["top_k", "topK"], ["min_p"] = ["min_p", "minP"],
        ["seed"] = ["seed"], ["stop"] = ["stop", "stop_sequences", "stopSequences"],
        ["frequency_penalty"] = ["frequency_penalty", "frequencyPenalty"], ["presence_penalty"] = ["presence_penalty", "presencePenalty"],
        ["repetition_penalty"] = ["repetition_penalty", "repetitionPenalty", "repeat_penalty"], ["truncate"] = ["truncate"], ["chat"] = ["chat"],
    };

    /// <summary>Keys of files that mean nothing to a local model, each named once.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether a prompt is given as a conversation; null where the model's having a chat template decides.</summary>
    /// <exception cref="HeedException">It is neither true nor false.</exception>
    public bool? Chat => Flag("chat");

    /// <summary>Reads them; a prompt's own win over its provider's.</summary>
    /// <param name="provider">Of the provider: an object, or undefined.</param>
    /// <param name="prompt">Of the prompt: an object, or undefined.</param>
    /// <param name="source">Whose they are, for messages.</param>
    /// <exception cref="HeedException">They are no object.</exception>
    public static ModelParameters Read(JsonElement provider, JsonElement prompt, string source)
    {
        var all = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var ignored = new List<string>();
        foreach (JsonElement some in (JsonElement[])[provider, prompt])
        {
            if (some.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) continue;
            if (some.ValueKind != JsonValueKind.Object) throw new HeedException($"{source}: expected its config as keys and values; got {some.ValueKind}.");
            foreach (JsonProperty property in some.EnumerateObject())
            {
                if (s_names.FirstOrDefault(pair => pair.Value.Contains(property.Name, StringComparer.Ordinal)).Key is { } name) all[name] = property.Value;
                else ignored.Add(property.Name);
            }
        }
        return new ModelParameters(all) { Ignored = [.. ignored.Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>As options of a generation, over what the model's folder asks for.</summary>
    /// <exception cref="HeedException">A value is of the wrong type or out of range.</exception>
    public TextOptions Options(LanguageModel model)
    {
        TextOptions usual = TextOptions.Of(model);
        SamplingOptions draws = usual.Sampling;
        var options = usual with
        {
            MaxTokens = Whole("max_tokens") ?? usual.MaxTokens,
            Truncate = Flag("truncate") ?? false,
            Stops = Texts("stop"),
            Sampling = draws with
            {
                Temperature = Number("temperature") ?? draws.Temperature,
                TopP = Number("top_p") ?? draws.TopP,
                TopK = Whole("top_k") ?? draws.TopK,
                MinP = Number("min_p") ?? draws.MinP,
                FrequencyPenalty = Number("frequency_penalty") ?? draws.FrequencyPenalty,
                PresencePenalty = Number("presence_penalty") ?? draws.PresencePenalty,
                RepetitionPenalty = Number("repetition_penalty") ?? draws.RepetitionPenalty,
                Seed = Seed() ?? draws.Seed,
            },
        };
        if (options.MaxTokens < 1) throw new HeedException($"max_tokens: expected a whole number of at least 1; got {options.MaxTokens}.");
        options.Validate();
        return options;
    }

    /// <summary>The parameters of a repeat: its seed is so many further where tokens are drawn; where none are, all repeats are the same question.</summary>
    /// <exception cref="HeedException">A value is of the wrong type or out of range.</exception>
    public ModelParameters Repeated(int repeat, LanguageModel model)
    {
        if (repeat == 0 || Options(model).Sampling is not { Temperature: > 0 } sampling) return this;
        using JsonDocument seed = JsonDocument.Parse((sampling.Seed + (ulong)repeat).ToString(CultureInfo.InvariantCulture));
        return this with { All = new SortedDictionary<string, JsonElement>(All.ToDictionary(), StringComparer.Ordinal) { ["seed"] = seed.RootElement.Clone() } };
    }

    private bool? Flag(string name) => !All.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new HeedException($"{name}: expected true or false; got {value}.");

    private float? Number(string name)
        => !All.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number ? value.GetSingle() : throw new HeedException($"{name}: expected a number; got {value}.");

    private int? Whole(string name)
        => !All.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int whole) ? whole : throw new HeedException($"{name}: expected a whole number; got {value}.");

    private ulong? Seed()
        => !All.TryGetValue("seed", out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong seed) ? seed
            : throw new HeedException($"seed: expected a whole number of at least 0; got {value}.");

    private IReadOnlyList<string> Texts(string name)
        => !All.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? []
            : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
            : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw new HeedException($"{name}: expected a text or a list of texts; got {value}.");
}
