using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>A kind of tokenizer as GGUF files name it, written as the parts of the tokenizer.json that would mean the same.</summary>
internal interface IGgufTokenizer
{
    /// <summary>tokenizer.ggml.model.</summary>
    string Model { get; }

    /// <summary>Writes normalizer, pre_tokenizer, post_processor, decoder and model; what is left out is absent.</summary>
    /// <exception cref="HeedException">Something is missing, or is not supported.</exception>
    void Write(Utf8JsonWriter json, GgufKeys keys, GgufVocabulary vocabulary);

    /// <summary>The text of a token that is found in texts before anything else is.</summary>
    string Content(string token, GgufTokenType type) => token;
}
