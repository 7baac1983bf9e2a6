using System.Buffers;
using System.Text.Json;
using Heed.Models.Tokenizers;

namespace Heed.Models.Weights.Gguf;

/// <summary>The tokenizer of a GGUF file: its metadata as the tokenizer.json that would mean the same, handed to the same reader.</summary>
/// <remarks>Source: ggml, docs/gguf.md; llama.cpp, src/llama-vocab.cpp (names and defaults).</remarks>
internal static class GgufTokenizer
{
    private const string Prefix = "tokenizer.ggml.";

    private static readonly IGgufTokenizer[] s_kinds = [new GgufByteLevel(), new GgufSentencePiece(), new GgufWordPiece(),
        new GgufUnigram()];

    /// <summary>Reads it.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <param name="rows">Rows of the token embedding, which must be as many as tokens.</param>
    /// <returns>Null where the file has none.</returns>
    /// <exception cref="HeedException">Something is missing, broken or not supported.</exception>
    public static Tokenizer? Read(GgufMetadata metadata, int rows)
    {
        var keys = new GgufKeys(metadata, Prefix, IsHarmless);
        if (keys.Text("model") is not { } model || model is "none" or "no_vocab") return null;
        IGgufTokenizer? kind = Array.Find(s_kinds, known => known.Model == model);
        keys.Require(kind is not null, "model", string.Join(", ", s_kinds.Select(known => $"\"{known.Model}\"")));
        GgufVocabulary vocabulary = GgufVocabulary.Read(keys);
        if (vocabulary.Tokens.Length != rows)
            throw new HeedException(
                $"{metadata.Path}: tokenizer.ggml.tokens: expected {rows} tokens, as the embedding has rows; got "
                + $"{vocabulary.Tokens.Length}.");
        byte[] json = Write(kind!, keys, vocabulary, SwallowsSpace(metadata));
        keys.RefuseUnread();
        return Tokenizer.Read($"{metadata.Path} (its tokenizer)", json);
    }

    private static byte[] Write(IGgufTokenizer kind, GgufKeys keys, GgufVocabulary vocabulary, Func<string, bool> swallowsSpace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteStartArray("added_tokens");
            for (int id = 0; id < vocabulary.Tokens.Length; id++)
            {
                GgufTokenType type = vocabulary.Types[id];
                if (type is not (GgufTokenType.Control or GgufTokenType.UserDefined or GgufTokenType.Unknown)) continue;
                string content = kind.Content(vocabulary.Tokens[id], type);
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteString("content", content);
                json.WriteBoolean("single_word", false);
                json.WriteBoolean("lstrip", content == "<mask>");
                json.WriteBoolean("rstrip", swallowsSpace(content));
                json.WriteBoolean("normalized", false);
                json.WriteBoolean("special", type != GgufTokenType.UserDefined);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            kind.Write(json, keys, vocabulary);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    // The format has no place for it; llama.cpp knows these models by their names (src/llama-vocab.cpp, "phi-3").
    private static Func<string, bool> SwallowsSpace(GgufMetadata metadata)
        => metadata.Text("general.architecture") == "phi3" && metadata.Text(Prefix + "model") == "llama"
            ? token => token is not ("<unk>" or "<s>" or "<|endoftext|>")
            : _ => false;

    // Ids of tokens that encoding does not add, and what embeddings hold.
    private static bool IsHarmless(string key) => key.EndsWith("_token_id", StringComparison.Ordinal) || key is "token_type_count";
}
