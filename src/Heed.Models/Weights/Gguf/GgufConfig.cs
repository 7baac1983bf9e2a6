using System.Buffers;
using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>The metadata of a GGUF file as the config.json that would mean the same, so that a family reads both.</summary>
internal static class GgufConfig
{
    private const string Table = "token_embd.weight";

    /// <summary>Writes it.</summary>
    /// <exception cref="HeedException">Something is missing, or is not supported.</exception>
    public static JsonDocument Write(GgufFile file, GgufArchitecture architecture)
    {
        GgufMetadata metadata = file.Metadata;
        Refuse(metadata);
        var keys = new GgufKeys(metadata, architecture.Name + ".", GgufNeutral.IsHarmless);
        // Before lists with an entry a layer are made.
        if (keys.Integer("block_count") > file.Tensors.Count)
            throw new HeedException(
                $"{file.Path}: {architecture.Name}.block_count: expected layers whose tensors are there; got "
                + $"{keys.Integer("block_count")} layers and {file.Tensors.Count} tensors.");
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("vocab_size", Vocabulary(file));
            architecture.Plan.Write(json, keys, file);
            Token("bos_token_id", "tokenizer.ggml.bos_token_id");
            Token("pad_token_id", "tokenizer.ggml.padding_token_id");
            json.WriteStartArray("eos_token_id");
            // The end of the text, and that of a turn where it is another.
            long?[] ends = [metadata.Whole("tokenizer.ggml.eos_token_id"), metadata.Whole("tokenizer.ggml.eot_token_id")];
            foreach (long id in ends.OfType<long>().Distinct()) json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteEndObject();

            void Token(string field, string key)
            {
                if (metadata.Whole(key) is { } id) json.WriteNumber(field, id);
            }
        }
        keys.RefuseUnread();
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    // Files that are no model by themselves.
    private static void Refuse(GgufMetadata metadata)
    {
        if (metadata.Text("general.type") is { } type and not "model")
            throw new HeedException($"{metadata.Path}: general.type: Heed reads models; this file is \"{type}\".") { IsUnsupported = true };
        if (metadata.Whole("split.count") is > 1 and var parts)
            throw new HeedException(
                $"{metadata.Path}: split.count: Heed reads models in one file; this is one of {parts}. Join them with llama.cpp's "
                + $"llama-gguf-split --merge.")
                { IsUnsupported = true };
        if (metadata.Whole("general.quantization_version") is { } version and not 2)
            throw new HeedException(
                $"{metadata.Path}: general.quantization_version: Heed reads version 2; got {version}. Convert the model "
                + $"again.") { IsUnsupported = true };
    }

    private static long Vocabulary(GgufFile file)
        => file.Tensors.TryGetValue(Table, out GgufTensor? table) && table.Shape.Count == 2
            ? table.Shape[0]
            : throw new HeedException($"{file.Path}: expected a tensor {Table} of two axes; there is none.");
}
