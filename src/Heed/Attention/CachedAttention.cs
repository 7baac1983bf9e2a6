using Heed.Cache;
using Heed.Masks;
using Heed.Numerics;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Exact attention of the newest positions over a cache: o_i = Σ_j softmax_j(f(scale·q_i·k_j)) v_j over the cached positions j that query i
/// sees. For few queries at a time, where reading keys and values is all there is to do: they are read once, in place, for all query
/// heads that share them.
/// </summary>
/// <remarks>
/// <para><b>Shapes.</b> Queries [B, Hq, Tq, D], output [B, Hq, Tq, Dv], log-sum-exp [B, Hq, Tq]; B, Hkv, D and Dv are the cache's. Hq is a multiple
/// of Hkv; query head h reads key head h / (Hq / Hkv). Each batch row has a length of its own.</para>
/// <para><b>Alignment.</b> The queries are the last Tq of the appended positions: append first, attend then. Query t of a row with n
/// positions is at n − Tq + t and sees 0 … n − Tq + t, of which a window leaves the last ones.
/// <code>
/// n 5, Tq 2     n 5, Tq 2, left 1
///   x x x x .     . . x x .
///   x x x x x     . . . x x
/// </code></para>
/// <para><b>Masks and score changes</b> are those of <see cref="Attention"/> for self-attention over the whole sequence: query t is row
/// n − Tq + t, key j is position j, wherever the cache keeps it. The result is that of the last Tq rows. A mask takes away from what
/// causality and window leave; parts of 256 keys that it hides from all queries of a key head are not read.</para>
/// <para><b>Empty rows.</b> A row that sees no position (n &lt; Tq, or the mask hides all) has output 0 and log-sum-exp −∞, with a sink
/// the sink's logit.</para>
/// <para><b>NaN and ∞</b> at positions that a row does not see never reach it; in live inputs they reach the rows that see them, and only those
/// (test <c>DecodeContractTests</c>).</para>
/// <para><b>Precision.</b> float32 throughout; log-sum-exp is the natural logarithm. Float16 and bfloat16 queries are widened, exactly.
/// Over a cache that rounds (<see cref="Int8Cache"/>, 16-bit <see cref="DenseCache"/>) the result is exact for the values it reads
/// back.</para>
/// <para><b>Determinism.</b> The bits of a row depend on its own query, its sequence and the kind of cache: not on the batch, the threads, or
/// the queries beside it.</para>
/// <para><b>Memory.</b> Output and log-sum-exp must not overlap the queries. Working memory comes from a pool: Dv + 2 floats for each query and
/// 256 positions that are read; no allocation on the managed heap.</para>
/// <para><b>Threads.</b> Runs on <see cref="Workers"/>; several threads may attend to one cache at once while none changes it.</para>
/// <para><b>Source.</b> Dao, Haziza, Massa and Sizov 2023 (Flash-Decoding); Ainslie et al. 2023 (grouped-query attention).</para>
/// </remarks>
public static unsafe class CachedAttention
{
    /// <summary>Attends from strided queries to every position up to their own, or to the last ones.</summary>
    /// <param name="queries">[B, Hq, Tq, D], of the last Tq positions of the cache.</param>
    /// <param name="cache">Keys and values, those of the queries' own positions included.</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq] without gaps, written; may be null.</param>
    /// <param name="left">A query sees so many positions before its own, and the sinks of a <see cref="RollingCache"/>; −1 for all there are.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentException">A shape, the window or the scale is off, the output overlaps the queries, or a rolling cache has dropped what a query sees.</exception>
    /// <exception cref="ObjectDisposedException">The cache, or its pool, has been disposed.</exception>
    public static void Forward(HeadView queries, AttentionCache cache, HeadView output, float* logSumExp, int left = -1, float? scale = null)
        => Forward(queries, cache, output, logSumExp, default(Bidirectional), default(PlainScore), left, scale);

    /// <summary>Attends from strided queries, with a mask, a change to the scores and learned sinks.</summary>
    /// <param name="queries">[B, Hq, Tq, D], of the last Tq positions of the cache; float32, float16 or bfloat16.</param>
    /// <param name="cache">Keys and values, those of the queries' own positions included.</param>
    /// <param name="output">[B, Hq, Tq, Dv], float32, written.</param>
    /// <param name="logSumExp">[B, Hq, Tq] without gaps, written; may be null.</param>
    /// <param name="mask">Which pairs are allowed of those that causality, the window and the cache leave.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="left">A query sees so many positions before its own, and a <see cref="RollingCache"/>'s sinks; −1 for all.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <param name="sinkLogits">[Hq] logits as <see cref="AttentionInputs.Sinks"/>, no positions of the cache; empty for none.</param>
    /// <param name="positions">Rows and keys that mask and score are made for, at least the longest batch row; that row's where left
    /// out.</param>
    /// <exception cref="ArgumentException">
    /// A shape, a number format, the window, the scale, the number of sinks or of positions is off, mask or score were made for other
    /// sizes, the output overlaps the queries, or a rolling cache has dropped what a query sees.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The cache, or its pool, has been disposed.</exception>
    public static void Forward<TMask, TScore>(
        HeadView queries, AttentionCache cache, HeadView output, float* logSumExp, TMask mask, TScore score,
        int left = -1, float? scale = null, ReadOnlySpan<float> sinkLogits = default, int? positions = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        cache.CheckAlive();
        CacheShape shape = cache.Shape;
        if (queries.Batch != shape.Batch || queries.Width != shape.Width || queries.Heads < 1 || queries.Heads % shape.KeyHeads != 0 || queries.Length < 0)
            throw new ArgumentException(
                $"queries: expected [B={shape.Batch}, Hq, Tq, D={shape.Width}] with Hq a multiple of Hkv={shape.KeyHeads}; got {queries}.", nameof(queries));
        if (queries.Element is not (ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16))
            throw new ArgumentException($"queries: expected float32, float16 or bfloat16; got {queries.Element}.", nameof(queries));
        if (output.Batch != queries.Batch || output.Heads != queries.Heads || output.Length != queries.Length || output.Width != shape.ValueWidth)
            throw new ArgumentException(
                $"output: expected [B={queries.Batch}, Hq={queries.Heads}, Tq={queries.Length}, Dv={shape.ValueWidth}]; got {output}.", nameof(output));
        if (output.Element != ElementType.Float32)
            throw new ArgumentException($"output: expected float32; got {output.Element}.", nameof(output));
        if (queries.IsMissing) throw new ArgumentException("queries: expected memory; got a null pointer.", nameof(queries));
        if (output.IsMissing) throw new ArgumentException("output: expected memory; got a null pointer.", nameof(output));
        if (output.Repeats) throw new ArgumentException($"output: expected every element once; got {output}, whose rows lie on each other.", nameof(output));
        if (left < -1) throw new ArgumentOutOfRangeException(nameof(left), $"left: expected 0 or more, or −1 for no window; got {left}.");
        float factor = scale ?? 1f / MathF.Sqrt(shape.Width);
        if (!(factor > 0) || !float.IsFinite(factor)) throw new ArgumentException($"scale: expected a finite number greater than 0; got {scale}.", nameof(scale));
        if (!sinkLogits.IsEmpty && sinkLogits.Length != queries.Heads)
            throw new ArgumentException(
                $"sinkLogits: expected [Hq={queries.Heads}], or none; got {sinkLogits.Length} values.", nameof(sinkLogits));
        int longest = cache.LongestLength, rows = positions ?? longest;
        if (rows < longest)
            throw new ArgumentOutOfRangeException(
                nameof(positions), $"positions: expected at least {longest}, the longest batch row; got {rows}.");
        if (queries.Length == 0) return;
        HeadView sums = logSumExp == null ? default : HeadView.Contiguous(logSumExp, queries.Batch, queries.Heads, queries.Length, 1);
        CheckApart(queries, output, nameof(output), "queries");
        CheckApart(queries, sums, nameof(logSumExp), "queries");
        CheckApart(output, sums, nameof(logSumExp), "output");
        mask.Check(queries.Batch, queries.Heads, rows, rows);
        score.Check(queries.Batch, queries.Heads, rows, rows);
        cache.CheckQueries(queries.Length);
        int window = left is -1 or >= CacheShape.LongestSequence ? CacheShape.LongestSequence : left + 1;
        fixed (float* sinks = sinkLogits)
            cache.Attend(new DecodeCall(queries, output, (nint)logSumExp, (nint)sinks, shape.KeyHeads, window, rows, factor), mask, score);
        GC.KeepAlive(cache);
    }

    /// <summary>Attends from row-major queries to every position up to their own, or to the last ones.</summary>
    /// <param name="q">[B, Hq, Tq, D], of the last Tq positions of the cache.</param>
    /// <param name="cache">Keys and values, those of the queries' own positions included.</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq], written; empty for none.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="left">A query sees so many positions before its own, and the sinks of a <see cref="RollingCache"/>; −1 for all there are.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentException">As for strided queries, or a length is off.</exception>
    /// <exception cref="ObjectDisposedException">The cache, or its pool, has been disposed.</exception>
    public static void Forward(
        ReadOnlySpan<float> q, AttentionCache cache, Span<float> output, Span<float> logSumExp, int heads, int queryCount, int left = -1, float? scale = null)
        => Forward(q, cache, output, logSumExp, heads, queryCount, default(Bidirectional), default(PlainScore), left, scale);

    /// <summary>Attends from row-major queries, with a mask, a change to the scores and learned sinks.</summary>
    /// <param name="q">[B, Hq, Tq, D], of the last Tq positions of the cache.</param>
    /// <param name="cache">Keys and values, those of the queries' own positions included.</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq], written; empty for none.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="mask">Which pairs are allowed of those that causality, the window and the cache leave.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="left">A query sees so many positions before its own, and a <see cref="RollingCache"/>'s sinks; −1 for all.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <param name="sinkLogits">[Hq] logits as <see cref="AttentionInputs.Sinks"/>, no positions of the cache; empty for none.</param>
    /// <param name="positions">Rows and keys that mask and score are made for, at least the longest batch row; that row's where left
    /// out.</param>
    /// <exception cref="ArgumentException">As for strided queries, or a length is off.</exception>
    /// <exception cref="ObjectDisposedException">The cache, or its pool, has been disposed.</exception>
    public static void Forward<TMask, TScore>(
        ReadOnlySpan<float> q, AttentionCache cache, Span<float> output, Span<float> logSumExp, int heads, int queryCount,
        TMask mask, TScore score, int left = -1, float? scale = null, ReadOnlySpan<float> sinkLogits = default, int? positions = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        CacheShape shape = cache.Shape;
        var sizes = new AttentionShape(shape.Batch, heads, shape.KeyHeads, queryCount, 0, shape.Width, shape.ValueWidth);
        sizes.Check(q, [], [], nameof(q), "keys", "values");
        sizes.CheckOutput(output.Length, nameof(output));
        sizes.CheckRows(logSumExp.Length, nameof(logSumExp), mayBeEmpty: true);
        fixed (float* qp = q, op = output, lp = logSumExp)
            Forward(sizes.Queries(qp), cache, sizes.Output(op), lp, mask, score, left, scale, sinkLogits, positions);
    }

    private static void CheckApart(HeadView input, HeadView written, string name, string other)
    {
        if (written.Overlaps(input)) throw new ArgumentException($"{name}: expected memory of its own; it overlaps {other}.", name);
    }
}
