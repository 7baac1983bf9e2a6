using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>SentencePiece's Unigram: <c>t5</c>.</summary>
internal sealed class GgufUnigram : IGgufTokenizer
{
    private const string Metaspace = """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""";

    public string Model => "t5";

    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufVocabulary vocabulary)
    {
        keys.Text("pre"); // says nothing here
        keys.Require(keys.Flag("add_space_prefix") ?? true, "add_space_prefix", "true for \"t5\"");
        keys.Require(keys.Flag("escape_whitespaces") ?? true, "escape_whitespaces", "true");
        if (keys.Bytes("precompiled_charsmap") is { Length: > 0 } map)
        {
            json.WriteStartObject("normalizer");
            json.WriteString("type", "Precompiled");
            json.WriteBase64String("precompiled_charsmap", map);
            json.WriteEndObject();
        }
        json.WritePropertyName("pre_tokenizer");
        json.WriteRawValue(keys.Flag("remove_extra_whitespaces") ?? true
            ? $$"""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{{Metaspace}}]}"""
            : Metaspace);
        GgufTemplate.Of(keys, vocabulary, begins: false, ends: true, secondType: 0).Write(json, vocabulary);
        bool bytes = vocabulary.Types.Contains(GgufTokenType.Byte);
        json.WritePropertyName("decoder");
        json.WriteRawValue(bytes ? $$"""{"type":"Sequence","decoders":[{"type":"ByteFallback"},{{Metaspace}}]}""" : Metaspace);
        json.WriteStartObject("model");
        json.WriteString("type", "Unigram");
        json.WriteNumber("unk_id", vocabulary.Unknown());
        json.WriteBoolean("byte_fallback", bytes);
        json.WriteStartArray("vocab");
        double[] scores = vocabulary.Scores();
        for (int id = 0; id < scores.Length; id++)
        {
            json.WriteStartArray();
            json.WriteStringValue(vocabulary.Tokens[id]);
            json.WriteNumberValue(scores[id]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
