using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Models.Tokenizers;

/// <summary>Writes a byte-level BPE tokenizer as a tokenizer.json.</summary>
internal static class BytePairJson
{
    /// <param name="tokens">All tokens; the index is the id. The special tokens come first.</param>
    /// <param name="merges">The merges, in order.</param>
    /// <param name="specialTokens">The special tokens.</param>
    /// <param name="templates">What encoding adds; null for nothing.</param>
    public static byte[] Write(
        IReadOnlyList<string> tokens,
        IReadOnlyList<(string Left, string Right)> merges,
        IReadOnlyList<string> specialTokens,
        TemplateText? templates)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            WriteAddedTokens(json, specialTokens);
            json.WriteNull("normalizer");
            WriteByteLevel(json, "pre_tokenizer", addPrefixSpace: false);
            WriteTemplates(json, templates, specialTokens);
            WriteByteLevel(json, "decoder", addPrefixSpace: true);
            WriteModel(json, tokens, merges);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAddedTokens(Utf8JsonWriter json, IReadOnlyList<string> specialTokens)
    {
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < specialTokens.Count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", specialTokens[id]);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", specialTokens[id] is "[MASK]" or "<mask>");
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string name, bool addPrefixSpace)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", addPrefixSpace);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void WriteTemplates(Utf8JsonWriter json, TemplateText? templates, IReadOnlyList<string> specialTokens)
    {
        if (templates is null)
        {
            json.WriteNull("post_processor");
            return;
        }

        json.WriteStartObject("post_processor");
        json.WriteString("type", "TemplateProcessing");
        WriteItems(json, "single", templates.Single);
        WriteItems(json, "pair", templates.Pair);
        json.WriteStartObject("special_tokens");
        for (var id = 0; id < specialTokens.Count; id++)
        {
            if (templates.Single.Concat(templates.Pair).All(item => item.Sequence >= 0 || item.Text != specialTokens[id]))
            {
                continue;
            }

            json.WriteStartObject(specialTokens[id]);
            json.WriteString("id", specialTokens[id]);
            json.WriteStartArray("ids");
            json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteStartArray("tokens");
            json.WriteStringValue(specialTokens[id]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, string name, IReadOnlyList<(int Sequence, string Text, int TypeId)> items)
    {
        json.WriteStartArray(name);
        foreach (var (sequence, text, typeId) in items)
        {
            json.WriteStartObject();
            json.WriteStartObject(sequence < 0 ? "SpecialToken" : "Sequence");
            json.WriteString("id", text);
            json.WriteNumber("type_id", typeId);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModel(
        Utf8JsonWriter json, IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < tokens.Count; id++)
        {
            json.WriteNumber(tokens[id], id);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in merges)
        {
            json.WriteStringValue($"{left} {right}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
