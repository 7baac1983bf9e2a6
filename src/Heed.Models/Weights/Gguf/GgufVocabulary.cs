using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>The tokens of a GGUF file with what each is.</summary>
/// <param name="keys">The keys below <c>tokenizer.ggml.</c></param>
internal sealed class GgufVocabulary(GgufKeys keys)
{
    /// <summary>The file.</summary>
    public string Path => keys.Path;

    /// <summary>Tokens by id. Nameless ones get a name, as llama.cpp gives them.</summary>
    public required string[] Tokens { get; init; }

    /// <summary>What each is.</summary>
    public required GgufTokenType[] Types { get; init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">Lists are missing or of different lengths.</exception>
    public static GgufVocabulary Read(GgufKeys keys)
    {
        string[] tokens = keys.Texts("tokens") ?? throw new HeedException(
            $"{keys.Path}: expected the metadata 'tokenizer.ggml.tokens'; it is missing.");
        long[] types = keys.Wholes("token_type") ?? [.. Enumerable.Repeat((long)GgufTokenType.Normal, tokens.Length)];
        CheckLength(keys, "token_type", types.Length, tokens.Length);
        foreach (long type in types) keys.Require(type is >= 0 and <= (long)GgufTokenType.Byte, "token_type",
            $"numbers 0 … {(long)GgufTokenType.Byte}");
        return new GgufVocabulary(keys)
        {
            Tokens = [.. tokens.Select((token, id) => token.Length > 0 ? token : $"[EMPTY_{id}]")],
            Types = Array.ConvertAll(types, type => (GgufTokenType)type),
        };
    }

    /// <summary>Scores by id.</summary>
    public double[] Scores()
    {
        double[] scores = keys.Numbers("scores") ?? throw new HeedException(
            $"{Path}: expected the metadata 'tokenizer.ggml.scores'; it is missing.");
        CheckLength(keys, "scores", scores.Length, Tokens.Length);
        return Array.TrueForAll(scores, double.IsFinite) ? scores : throw new HeedException(
            $"{Path}: tokenizer.ggml.scores: expected numbers; there are others.");
    }

    /// <summary>The id of a special token; null where no key names it.</summary>
    public int? Id(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (keys.OptionalInteger(name + "_token_id") is not { } id) continue;
            return id < Tokens.Length ? id : throw new HeedException(
                $"{Path}: tokenizer.ggml.{name}_token_id: expected the id of one of {Tokens.Length} tokens; got {id}.");
        }
        return null;
    }

    /// <summary>The id of a special token that must be there.</summary>
    public int RequiredId(params ReadOnlySpan<string> names)
        => Id(names) ?? throw new HeedException($"{Path}: expected the metadata 'tokenizer.ggml.{names[0]}_token_id'; it is missing.");

    /// <summary>The id of the token for what is not in the vocabulary.</summary>
    public int Unknown() => Id("unknown") ?? (Array.IndexOf(Types, GgufTokenType.Unknown) is >= 0 and var id ? id : RequiredId("unknown"));

    /// <summary>Writes the model's vocabulary as an object.</summary>
    public void Write(Utf8JsonWriter json, Func<int, string> token)
    {
        json.WriteStartObject("vocab");
        for (int id = 0; id < Tokens.Length; id++) json.WriteNumber(token(id), id);
        json.WriteEndObject();
    }

    private static void CheckLength(GgufKeys keys, string key, int count, int tokens)
    {
        if (count != tokens) throw new HeedException(
            $"{keys.Path}: tokenizer.ggml.{key}: expected {tokens} values, one a token; got {count}.");
    }
}
