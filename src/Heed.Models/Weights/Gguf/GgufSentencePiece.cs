using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>SentencePiece's BPE, whose pieces have scores instead of merges: <c>llama</c>.</summary>
internal sealed class GgufSentencePiece : IGgufTokenizer
{
    public string Model => "llama";

    // Spaces of the pieces, for texts that have not been changed yet.
    public string Content(string token, GgufTokenType type) => type == GgufTokenType.UserDefined ? token.Replace('▁', ' ') : token;

    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufVocabulary vocabulary)
    {
        keys.Text("pre"); // says nothing here
        bool prefix = keys.Flag("add_space_prefix") ?? true;
        json.WritePropertyName("normalizer");
        json.WriteRawValue(prefix
            ? """{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}"""
            : """{"type":"Replace","pattern":{"String":" "},"content":"▁"}""");
        GgufTemplate.Of(keys, vocabulary, begins: true, ends: false, secondType: 1).Write(json, vocabulary);
        json.WritePropertyName("decoder");
        json.WriteRawValue(
            """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}"""
            + (prefix ? """,{"type":"Strip","content":" ","start":1,"stop":0}]}""" : "]}"));
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteString("unk_token", Token(vocabulary, vocabulary.Unknown()));
        json.WriteBoolean("fuse_unk", true);
        json.WriteBoolean("byte_fallback", vocabulary.Types.Contains(GgufTokenType.Byte));
        vocabulary.Write(json, id => Token(vocabulary, id));
        json.WriteStartArray("merges");
        foreach ((string left, string right) in GgufMerges.Of(vocabulary, vocabulary.Scores()))
        {
            json.WriteStartArray();
            json.WriteStringValue(left);
            json.WriteStringValue(right);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Token(GgufVocabulary vocabulary, int id) => Content(vocabulary.Tokens[id], vocabulary.Types[id]);
}
