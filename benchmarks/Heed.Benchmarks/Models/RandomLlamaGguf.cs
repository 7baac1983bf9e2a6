using System.Text;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>Writes a GGUF file of random weights that both Heed and llama.cpp load.</summary>
/// <remarks>Source: ggml, docs/gguf.md.</remarks>
internal static class RandomLlamaGguf
{
    private const int Alignment = 32;

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The model.</param>
    /// <param name="format">Of the matrices: float32, float16, bfloat16 or Q8_0; norms are float32.</param>
    public static void Write(string path, LlamaShape shape, StoredFormat format)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var writer = new BinaryWriter(stream);
        (string Name, int Rows, int Columns, StoredFormat Format)[] tensors =
            [.. shape.Matrices.Select(m => (m.Name, m.Rows, m.Columns, format)), .. shape.Norms.Select(name => (name, 1, shape.Width, StoredFormat.Float32))];
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write((long)tensors.Length);
        Metadata(writer, shape, format);
        long offset = 0;
        foreach ((string name, int rows, int columns, StoredFormat stored) in tensors)
        {
            Text(writer, name);
            writer.Write(rows == 1 ? 1 : 2);
            writer.Write((long)columns);
            if (rows != 1) writer.Write((long)rows);
            writer.Write(TypeNumber(stored));
            writer.Write(offset);
            offset += Padded(rows * StoredMatrix.BytesOfRow(stored, columns));
        }
        writer.Write(new byte[Padded(stream.Position) - stream.Position]);
        var random = new Random(0);
        foreach ((string name, int rows, int columns, StoredFormat stored) in tensors)
        {
            long start = stream.Position;
            var row = new byte[StoredMatrix.BytesOfRow(stored, columns)];
            var numbers = new float[columns];
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++) numbers[c] = rows == 1 ? 1f : (random.NextSingle() - 0.5f) * 0.17f;
                Numbers(stored, numbers, row);
                writer.Write(row);
            }
            writer.Write(new byte[Padded(stream.Position - start) - (stream.Position - start)]);
        }
    }

    private static void Metadata(BinaryWriter writer, LlamaShape shape, StoredFormat format)
    {
        (string Key, object Value)[] values =
        [
            ("general.architecture", "llama"), ("general.name", "random"), ("general.file_type", FileType(format)),
            ("llama.context_length", shape.Context), ("llama.embedding_length", shape.Width), ("llama.block_count", shape.Layers),
            ("llama.feed_forward_length", shape.HiddenWidth), ("llama.rope.dimension_count", LlamaShape.HeadSize),
            ("llama.attention.head_count", shape.Heads), ("llama.attention.head_count_kv", shape.KeyHeads),
            ("llama.attention.layer_norm_rms_epsilon", 1e-5f), ("llama.rope.freq_base", 10000f), ("llama.vocab_size", shape.Vocabulary),
            ("tokenizer.ggml.model", "gpt2"), ("tokenizer.ggml.pre", "default"), ("tokenizer.ggml.tokens", Tokens(shape.Vocabulary)),
            ("tokenizer.ggml.token_type", Enumerable.Repeat(1, shape.Vocabulary).ToArray()), ("tokenizer.ggml.merges", new[] { "a b" }),
            ("tokenizer.ggml.bos_token_id", 300), ("tokenizer.ggml.eos_token_id", 301),
        ];
        writer.Write((long)values.Length);
        foreach ((string key, object value) in values)
        {
            Text(writer, key);
            switch (value)
            {
                case string text: writer.Write(8); Text(writer, text); break;
                case int whole: writer.Write(4); writer.Write(whole); break;
                case float number: writer.Write(6); writer.Write(number); break;
                case string[] texts: writer.Write(9); writer.Write(8); writer.Write((long)texts.Length); foreach (string text in texts) Text(writer, text); break;
                case int[] wholes: writer.Write(9); writer.Write(5); writer.Write((long)wholes.Length); foreach (int whole in wholes) writer.Write(whole); break;
            }
        }
    }

    /// <summary>A byte each, in the letters of byte-level vocabularies, what the one merge makes, then made-up words.</summary>
    private static string[] Tokens(int count)
    {
        var tokens = new string[count];
        for (int i = 0, other = 256; i < count; i++)
            tokens[i] = i == 256 ? "ab" : i > 256 ? $"tok{i}" : ((char)(i is > 32 and < 127 or > 160 and < 173 or > 173 ? i : other++)).ToString();
        return tokens;
    }

    private static void Numbers(StoredFormat format, float[] numbers, byte[] row)
    {
        switch (format)
        {
            case StoredFormat.Q8_0: Q8Writer.Write(numbers, row); break;
            case StoredFormat.Float16: for (int i = 0; i < numbers.Length; i++) BitConverter.TryWriteBytes(row.AsSpan(2 * i), (Half)numbers[i]); break;
            case StoredFormat.BFloat16: for (int i = 0; i < numbers.Length; i++) BitConverter.TryWriteBytes(row.AsSpan(2 * i), (ushort)(BitConverter.SingleToUInt32Bits(numbers[i]) >> 16)); break;
            default: Buffer.BlockCopy(numbers, 0, row, 0, row.Length); break;
        }
    }

    private static int TypeNumber(StoredFormat format) => format switch { StoredFormat.Float32 => 0, StoredFormat.Float16 => 1, StoredFormat.Q8_0 => 8, _ => 30 };

    private static int FileType(StoredFormat format) => format switch { StoredFormat.Float32 => 0, StoredFormat.Float16 => 1, StoredFormat.Q8_0 => 7, _ => 32 };

    private static void Text(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
