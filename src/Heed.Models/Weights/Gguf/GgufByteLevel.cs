using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>Byte-level BPE: <c>gpt2</c>.</summary>
internal sealed class GgufByteLevel : IGgufTokenizer
{
    private const string ByteLevel = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}""";

    public string Model => "gpt2";

    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufVocabulary vocabulary)
    {
        string name = keys.Text("pre") ?? "default";
        GgufSplit? split = GgufSplit.Of(name);
        keys.Require(split is not null, "pre", string.Join(", ", GgufSplit.Names));
        keys.Require(keys.Flag("add_space_prefix") is not true, "add_space_prefix", "false for byte-level tokenizers");
        if (split!.Composes)
        {
            json.WritePropertyName("normalizer");
            json.WriteRawValue("""{"type":"NFC"}""");
        }
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        foreach (string pattern in split.Patterns)
        {
            json.WriteStartObject();
            json.WriteString("type", "Split");
            json.WriteStartObject("pattern");
            json.WriteString("Regex", pattern);
            json.WriteEndObject();
            json.WriteString("behavior", "Isolated");
            json.WriteEndObject();
        }
        json.WriteRawValue(ByteLevel);
        json.WriteEndArray();
        json.WriteEndObject();
        // RoBERTa's kin end texts with a token of their own, and llama.cpp knows them by this name.
        bool ends = name == "roberta-bpe";
        GgufTemplate.Of(keys, vocabulary, split.Begins || ends, ends, secondType: ends ? 0 : 1).Write(json, vocabulary);
        json.WritePropertyName("decoder");
        json.WriteRawValue(ByteLevel);
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteBoolean("ignore_merges", split.WholeWords);
        vocabulary.Write(json, id => vocabulary.Tokens[id]);
        json.WriteStartArray("merges");
        foreach (string merge in keys.Texts("merges") ?? throw new HeedException(
            $"{keys.Path}: expected the metadata 'tokenizer.ggml.merges'; it is missing."))
            json.WriteStringValue(merge);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
