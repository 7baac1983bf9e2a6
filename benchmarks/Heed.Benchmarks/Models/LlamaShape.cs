namespace Heed.Benchmarks;

/// <summary>The sizes of a Llama of random weights.</summary>
/// <param name="Layers">L.</param>
/// <param name="Width">M.</param>
/// <param name="Heads">Hq, of 64 numbers each.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="HiddenWidth">Of the feed-forward layer.</param>
/// <param name="Vocabulary">V.</param>
/// <param name="Context">The longest text.</param>
internal sealed record LlamaShape(int Layers, int Width, int Heads, int KeyHeads, int HiddenWidth, int Vocabulary, int Context)
{
    /// <summary>Numbers of a head.</summary>
    public const int HeadSize = 64;

    /// <summary>135 million parameters, as SmolLM has them.</summary>
    public static LlamaShape Of135M { get; } = new(30, 576, 9, 3, 1536, 49152, 32768);

    /// <summary>Its matrices in a GGUF file: name, outputs, inputs.</summary>
    public IEnumerable<(string Name, int Rows, int Columns)> Matrices
    {
        get
        {
            yield return ("token_embd.weight", Vocabulary, Width);
            for (int layer = 0; layer < Layers; layer++)
            {
                string block = $"blk.{layer}.";
                yield return (block + "attn_q.weight", Heads * HeadSize, Width);
                yield return (block + "attn_k.weight", KeyHeads * HeadSize, Width);
                yield return (block + "attn_v.weight", KeyHeads * HeadSize, Width);
                yield return (block + "attn_output.weight", Width, Heads * HeadSize);
                yield return (block + "ffn_gate.weight", HiddenWidth, Width);
                yield return (block + "ffn_up.weight", HiddenWidth, Width);
                yield return (block + "ffn_down.weight", Width, HiddenWidth);
            }
        }
    }

    /// <summary>Its norms.</summary>
    public IEnumerable<string> Norms
        => Enumerable.Range(0, Layers).SelectMany(layer => new[] { $"blk.{layer}.attn_norm.weight", $"blk.{layer}.ffn_norm.weight" }).Append("output_norm.weight");

    /// <summary>Numbers a decoded token reads: all matrices once, the tied head among them, and of the table one row.</summary>
    public long NumbersAToken => Matrices.Sum(matrix => (long)matrix.Rows * matrix.Columns);
}
