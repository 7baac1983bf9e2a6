namespace Heed;

/// <summary>The sizes of an attention call on row-major arrays.</summary>
/// <param name="Batch">B.</param>
/// <param name="Heads">Hq, a multiple of <paramref name="KeyHeads"/>.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="QueryCount">Tq.</param>
/// <param name="KeyCount">Tk.</param>
/// <param name="Width">D, the head size of queries and keys.</param>
/// <param name="ValueWidth">Dv, the head size of values.</param>
public readonly unsafe record struct AttentionShape(
    int Batch, int Heads, int KeyHeads, int QueryCount, int KeyCount, int Width, int ValueWidth)
{
    /// <summary>Self-attention: as many keys as queries, as many key heads, one head size.</summary>
    public AttentionShape(int batch, int heads, int count, int width) : this(batch, heads, heads, count, count, width, width) { }

    internal HeadView Queries(float* data) => HeadView.Contiguous(data, Batch, Heads, QueryCount, Width);

    internal HeadView Keys(float* data) => HeadView.Contiguous(data, Batch, KeyHeads, KeyCount, Width);

    internal HeadView Values(float* data) => HeadView.Contiguous(data, Batch, KeyHeads, KeyCount, ValueWidth);

    internal HeadView Output(float* data) => HeadView.Contiguous(data, Batch, Heads, QueryCount, ValueWidth);

    internal void Check(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, string qName, string kName, string vName)
    {
        if (Batch < 0 || Heads < 1 || KeyHeads < 1 || QueryCount < 0 || KeyCount < 0 || Width < 1 || ValueWidth < 1)
            throw new ArgumentException($"shape: expected B, Tq, Tk ≥ 0 and Hq, Hkv, D, Dv ≥ 1; got {this}.", "shape");
        if (q.Length != Count(Heads, QueryCount, Width)) throw Wrong(q.Length, qName, "Hq", Heads, "Tq", QueryCount, "D", Width);
        if (k.Length != Count(KeyHeads, KeyCount, Width)) throw Wrong(k.Length, kName, "Hkv", KeyHeads, "Tk", KeyCount, "D", Width);
        if (v.Length != Count(KeyHeads, KeyCount, ValueWidth))
            throw Wrong(v.Length, vName, "Hkv", KeyHeads, "Tk", KeyCount, "Dv", ValueWidth);
    }

    internal void CheckOutput(int length, string name)
    {
        if (length != Count(Heads, QueryCount, ValueWidth)) throw Wrong(length, name, "Hq", Heads, "Tq", QueryCount, "Dv", ValueWidth);
    }

    internal void CheckRows(int length, string name, bool mayBeEmpty)
    {
        if ((length > 0 || !mayBeEmpty) && length != Count(Heads, QueryCount, 1))
            throw new ArgumentException(
                $"{name}: expected [B={Batch}, Hq={Heads}, Tq={QueryCount}], {Count(Heads, QueryCount, 1)} values; got {length}.", name);
    }

    private Int128 Count(int heads, int length, int width) => (Int128)Batch * heads * length * width;

    private ArgumentException Wrong(int length, string name, string heads, int h, string count, int t, string width, int d)
        => new($"{name}: expected [B={Batch}, {heads}={h}, {count}={t}, {width}={d}], {Count(h, t, d)} values; got {length}.", name);
}
