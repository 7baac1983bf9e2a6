using Heed.Models.Weights.Gguf;
using Heed.Numerics;

namespace Heed.Models.Tests.Gguf;

/// <summary>
/// Files that are cut, broken, or ask for what Heed does not have: an error that says what and where, and never anything else.
/// </summary>
public class GgufBadFileTests
{
    [Theory]
    [InlineData("llama.expert_count", 8u, "llama.expert_count")]
    [InlineData("llama.attention.causal", false, "llama.attention.causal: Heed supports true; got False")]
    [InlineData("llama.rope.scaling.type", "ntk-by-hand",
        "llama.rope.scaling.type: Heed supports none, linear, yarn and longrope; got \"ntk-by-hand\"")]
    [InlineData("llama.rope.scaling.type", "longrope", "expected a tensor rope_factors_short.weight of 4 divisors")]
    [InlineData("llama.logit_scale", 0.5f, "llama.logit_scale: Heed does not know this key")]
    [InlineData("llama.residual_scale", 0.2f, "llama.residual_scale")]
    [InlineData("llama.embedding_scale", 12f, "llama.embedding_scale")]
    [InlineData("llama.attention.scale", 0.1f, "llama.attention.scale")]
    [InlineData("llama.attention.sliding_window", 16u, "llama.attention.sliding_window")]
    [InlineData("llama.attention.value_length", 4u, "llama.attention.value_length: Heed supports as many numbers as keys have, 8; got 4")]
    [InlineData("llama.rope.dimension_count", 7u, "llama.rope.dimension_count")]
    [InlineData("llama.rope.scaling.attn_factor", 2f, "llama.rope.scaling.attn_factor: Heed supports 1; got 2")]
    [InlineData("llama.block_count", 2000000000u, "llama.block_count: expected layers whose tensors are there")]
    [InlineData("llama.block_count", 3u, "missing blk.2.attn_norm.weight")]
    [InlineData("llama.embedding_length", 0u, "llama.embedding_length: expected a whole number of 1")]
    [InlineData("llama.embedding_length", "wide", "llama.embedding_length: expected a whole number; got \"wide\"")]
    [InlineData("llama.embedding_length", null, "expected the metadata 'llama.embedding_length'; it is missing")]
    [InlineData("llama.attention.head_count", 18446744073709551615ul, "expected a number below 2^63")]
    [InlineData("llama.attention.layer_norm_rms_epsilon", float.NaN, "llama.attention.layer_norm_rms_epsilon: expected a number; got NaN")]
    [InlineData("general.architecture", "mamba", "the architecture \"mamba\" is not supported. Of GGUF files Heed reads llama, qwen2")]
    [InlineData("general.architecture", null, "expected the metadata 'general.architecture'; it is missing")]
    [InlineData("general.type", "mmproj", "general.type: Heed reads models; this file is \"mmproj\"")]
    [InlineData("general.quantization_version", 1u, "general.quantization_version: Heed reads version 2")]
    [InlineData("general.alignment", 48u, "general.alignment: expected a power of two")]
    [InlineData("split.count", 3u, "split.count: Heed reads models in one file; this is one of 3")]
    public void Load_BadMetadata_NamesTheKey(string key, object? value, string message)
    {
        GgufWriter writer = Llama();
        Refused((value is null ? writer.Without(key) : writer.With(key, value)).ToBytes(), message);
    }

    [Theory]
    [InlineData("llama.expert_count", 0u)]
    [InlineData("llama.logit_scale", 1f)]
    [InlineData("llama.rope.scaling.type", "none")]
    [InlineData("llama.tensor_data_layout", "Meta AI original pth")]
    [InlineData("general.quantization_version", 2u)]
    [InlineData("general.author", "somebody")]
    [InlineData("quantize.imatrix.file", "some file")]
    public void Load_HarmlessMetadata_IsRead(string key, object value)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.gguf"), Llama().With(key, value).ToBytes());
        using LanguageModel model = GgufModel.Load(folder.File("model.gguf"));
        Assert.Equal(2, model.Transformer.Blueprint.Layers);
    }

    [Fact]
    public void Load_BadTensors_AreNamed()
    {
        GgufWriter writer = Llama();
        writer.Tensors.Add(("blk.0.ffn_gate_exps.weight", [32], StoredFormat.Float32, new byte[128]));
        Refused(writer.ToBytes(), "not expected: blk.0.ffn_gate_exps.weight");
        writer = Llama();
        writer.Tensors.Add(("rope_freqs.weight", [3], StoredFormat.Float32, new byte[12]));
        Refused(writer.ToBytes(), "rope_freqs.weight of 4 divisors", "got [3]");
        writer.Tensors[^1] = ("rope_freqs.weight", [4], StoredFormat.Float32, new byte[16]);
        Refused(writer.ToBytes(), "rope_freqs.weight: expected divisors above 0");
        writer = Llama();
        writer.Tensors.Add(("odd", [33], StoredFormat.Q8_0, new byte[34]));
        Refused(writer.ToBytes(), "tensor 'odd' [33]");
        writer.Tensors[^1] = ("output_norm.weight", [1], StoredFormat.Float32, new byte[4]);
        Refused(writer.ToBytes(), "the tensor 'output_norm.weight' is there twice");
        writer = Llama();
        writer.Tensors.RemoveAll(tensor => tensor.Name == "token_embd.weight");
        Refused(writer.ToBytes(), "expected a tensor token_embd.weight of two axes");
    }

    [Fact]
    public void Open_BadPlaces_AreRefused()
    {
        byte[] file = Llama().ToBytes();
        Patched(file, 0, [(byte)'G', (byte)'G', (byte)'M', (byte)'L'], "which begins with \"GGUF\"");
        Patched(file, 4, BitConverter.GetBytes(1), "expected GGUF version 2 or 3, little-endian; got 1");
        Patched(file, 4, [0, 0, 0, 3], "got a big-endian file");
        Patched(file, 8, BitConverter.GetBytes(long.MaxValue), "for the number of tensors, which the file has room for");
        Patched(file, 8, BitConverter.GetBytes(-1L), "for the number of tensors");
        Patched(file, 16, BitConverter.GetBytes(1L << 40), "for the number of metadata values");
        Patched(file, 24, BitConverter.GetBytes(1L << 50), "for the length of metadata key 0");
        // The offset of the second tensor's entry: eight bytes before the name of the third.
        int third = file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Llama().Tensors[2].Name)) - 8;
        Patched(file, third - 8, BitConverter.GetBytes(1L << 40), "It is cut short or broken");
        Patched(file, third - 8, BitConverter.GetBytes(0L), "begins at byte", "inside");
        Patched(file, third - 8, BitConverter.GetBytes(33L), "expected an offset that is a multiple of 32; got 33");
        Patched(file, third - 12, BitConverter.GetBytes(13), "is stored as Q5_K; Heed reads F32");
        Patched(file, third - 12, BitConverter.GetBytes(99), "is stored as type 99");
        Refused([], "expected a GGUF file; this one has 0 bytes");
        Assert.Contains("there is no such file", Assert.Throws<HeedException>(() => GgufFile.Open("no-such.gguf")).Message);

        static void Patched(byte[] file, int at, byte[] bytes, params string[] parts)
        {
            byte[] copy = [.. file];
            bytes.CopyTo(copy, at);
            Refused(copy, parts);
        }
    }

    [Fact]
    public void Load_CutFiles_AreRefused()
    {
        byte[] file = WithTokenizer().ToBytes();
        // Nearly every length of the header, then now and then.
        for (int length = 0; length < file.Length; length += length < 3000 ? 3 : 397) Refused(file[..length]);
    }

    [Fact]
    public void Load_FlippedBytes_GiveAModelOrAnError()
    {
        byte[] file = WithTokenizer().ToBytes();
        int header = file.AsSpan().IndexOf("blk.1.ffn_down.weight"u8) + 100;
        using var folder = new TemporaryFolder();
        string path = folder.File("model.gguf");
        var random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 1000; round++)
        {
            byte[] flipped = [.. file];
            for (int flips = random.Next(1, 4); flips > 0; flips--) flipped[random.Next(header)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, flipped);
            try
            {
                using LanguageModel model = GgufModel.Load(path);
            }
            catch (HeedException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 300, 999);
    }

    private static GgufWriter Llama()
    {
        using var folder = new TemporaryFolder();
        return new GgufTwin(GgufCase.All["llama"], StoredFormat.Float32, folder.File("twin")).Gguf;
    }

    // Ten tokens with their embeddings.
    private static GgufWriter WithTokenizer()
    {
        GgufWriter writer = Llama();
        writer.Metadata.AddRange(GgufPieces.Small().Metadata);
        foreach (string name in new[] { "token_embd.weight", "output.weight" })
        {
            int at = writer.Tensors.FindIndex(tensor => tensor.Name == name);
            writer.Tensors[at] = (name, [10, 32], StoredFormat.Float32, writer.Tensors[at].Bytes[..1280]);
        }
        return writer;
    }

    private static void Refused(byte[] bytes, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.gguf"), bytes);
        string message = Assert.Throws<HeedException>(() => GgufModel.Load(folder.File("model.gguf"))).Message;
        Assert.StartsWith(folder.File("model.gguf"), message);
        foreach (string part in parts) Assert.Contains(part, message);
    }
}
