using Heed.Cache;
using Heed.Dropout;
using Heed.Masks;
using Heed.Scores;
using Heed.Tests.Attention;

namespace Heed.Tests.Cache;

/// <summary>Random queries, keys and values of sequences with lengths of their own, put into caches of every kind.</summary>
internal sealed class DecodeCase
{
    private const int PagePositions = 48; // no multiple or divisor of a part
    private readonly AttentionCase<SequenceMask> _case;

    public DecodeCase(int[] lengths, int group, int keyHeads, int queries, int width, int valueWidth, int sinks = 0, int window = int.MaxValue, int seed = 1)
    {
        (Lengths, Sinks, Window) = (lengths, sinks, window);
        Shape = new(lengths.Length, group * keyHeads, keyHeads, queries, lengths.Max(), width, valueWidth);
        _case = new(Shape, new(lengths, queries, sinks, window), seed, spread: 2f);
    }

    public AttentionShape Shape { get; }
    public int[] Lengths { get; }
    public int Sinks { get; }
    public int Window { get; }
    public float[] Q => _case.Q;
    public float[] K => _case.K;
    public float[] V => _case.V;
    public int Left => Window == int.MaxValue ? -1 : Window - 1;

    public ReferenceAttention Reference() => _case.Reference();

    /// <summary>The reference for a mask and a score change of the whole sequences, over their last rows.</summary>
    public ReferenceAttention Reference<TMask, TScore>(TMask mask, TScore score, float[]? sinkLogits = null)
        where TMask : struct, IMask where TScore : struct, IScore
        => ReferenceAttention.Forward(
            _case.ReferenceShape, Wide(Q), Wide(K), Wide(V), _case.Scale,
            new LastRows<TMask>(mask, Lengths, Shape.QueryCount).And(_case.Mask),
            new LastRowsScore<TScore>(score, Lengths, Shape.QueryCount), default(NoDropout), Wide(sinkLogits ?? []));

    /// <summary>Makes keys and values numbers that every kind of cache stores exactly: n/64 with |n| ≤ 127, and 127/64 once in every
    /// 32.</summary>
    public DecodeCase Exact()
    {
        Round(K, Shape.Width);
        Round(V, Shape.ValueWidth);
        return this;

        static void Round(float[] numbers, int width)
        {
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = i % width % 32 == 0 ? 127 / 64f : MathF.Round(Math.Clamp(numbers[i] * 64, -127, 127)) / 64;
        }
    }

    private static double[] Wide(float[] values) => AttentionCase<SequenceMask>.Wide(values);

    public CacheShape CacheShape => new(Shape.Batch, Shape.KeyHeads, Shape.Width, Shape.ValueWidth);

    public DenseCache Dense(ElementType element = ElementType.Float32) => Filled(new DenseCache(CacheShape, 1, element: element));

    public RollingCache Rolling() => Filled(new RollingCache(CacheShape, Sinks, Window, Shape.QueryCount));

    public Int8Cache Int8() => Filled(new Int8Cache(CacheShape, 1));

    public PagePool Pool(int spare = 0)
        => new(Shape.KeyHeads, Shape.Width, Shape.ValueWidth, PagePositions, spare + Lengths.Sum(n => (n + PagePositions - 1) / PagePositions) + 1);

    public PagedCache Paged(PagePool pool) => Filled(new PagedCache(pool, Shape.Batch));

    /// <summary>Appends each sequence in uneven pieces, rows in turn, so that their pages lie mixed.</summary>
    public TCache Filled<TCache>(TCache cache) where TCache : AttentionCache
    {
        for (int piece = 1, at = 0; at < Lengths.Max(); at += piece, piece = piece * 2 + 1)
            for (int b = 0; b < Lengths.Length; b++)
                Append(cache, b, b, at, Math.Min(piece, Lengths[b] - at));
        return cache;
    }

    /// <summary>Appends positions of sequence <paramref name="source"/>.</summary>
    public unsafe void Append(AttentionCache cache, int row, int source, int from, int count)
    {
        if (count <= 0) return;
        fixed (float* k = K, v = V)
        {
            HeadView keys = Shape.Keys(k), values = Shape.Values(v);
            cache.Append(row, Part(keys), Part(values));
        }

        HeadView Part(HeadView all) => all with { Data = (nint)all.Row(source, 0, from), Batch = 1, Length = count };
    }

    public (float[] Output, float[] LogSumExp) Decode(AttentionCache cache, int left = -1) => Decode(cache, Q, Shape.QueryCount, left);

    public (float[] Output, float[] LogSumExp) Decode(AttentionCache cache, float[] q, int queries, int left = -1)
    {
        int rows = cache.Shape.Batch * Shape.Heads * queries;
        float[] output = new float[rows * Shape.ValueWidth], logSumExp = new float[rows];
        CachedAttention.Forward(q, cache, output, logSumExp, Shape.Heads, queries, left);
        return (output, logSumExp);
    }

    public (float[] Output, float[] LogSumExp) Decode<TMask, TScore>(
        AttentionCache cache, TMask mask, TScore score, int left = -1, float[]? sinkLogits = null, int? positions = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        float[] output = new float[Shape.Batch * Shape.Heads * Shape.QueryCount * Shape.ValueWidth],
            logSumExp = new float[Shape.Batch * Shape.Heads * Shape.QueryCount];
        CachedAttention.Forward(Q, cache, output, logSumExp, Shape.Heads, Shape.QueryCount, mask, score, left, null, sinkLogits, positions);
        return (output, logSumExp);
    }

    /// <summary>Query <paramref name="t"/> of every batch row and head, [B, Hq, 1, D].</summary>
    public float[] Query(int t) => Slice(Q, t, Shape.Width);

    /// <summary>Position <paramref name="t"/> of [B, Hq, Tq, width].</summary>
    public float[] Slice(float[] all, int t, int width)
        => [.. Enumerable.Range(0, Shape.Batch * Shape.Heads).SelectMany(bh => all.AsSpan((bh * Shape.QueryCount + t) * width, width).ToArray())];

    public override string ToString() => $"{Shape} lengths {string.Join(", ", Lengths)} sinks {Sinks} window {Window}";
}
