using System.Numerics.Tensors;
using Heed.Dropout;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private const int Q = 2 * 4 * 5 * 4, K = 2 * 2 * 7 * 4, V = 2 * 2 * 7 * 3, O = 2 * 4 * 5 * 3, L = 2 * 4 * 5;
    private static readonly AttentionShape s_shape = new(2, 4, 2, 5, 7, 4, 3);

    private static List<Case> AttentionCases()
    {
        List<Case> cases = [];
        foreach ((string name, AttentionShape shape, string got) in ((string, AttentionShape, string)[])[
            ("B −1", s_shape with { Batch = -1 }, "Batch = -1"), ("Hq 0", s_shape with { Heads = 0 }, "Heads = 0"),
                ("Hkv 0", s_shape with { KeyHeads = 0 }, "KeyHeads = 0"),
            ("Tq −1", s_shape with { QueryCount = -1 }, "QueryCount = -1"), ("Tk −1", s_shape with { KeyCount = -1 }, "KeyCount = -1"),
            ("D 0", s_shape with { Width = 0 }, "Width = 0"), ("Dv −2", s_shape with { ValueWidth = -2 }, "ValueWidth = -2")])
        {
            cases.Add(new($"Forward, {name}", a => Forward(a, shape), "shape", "expected B, Tq, Tk ≥ 0 and Hq, Hkv, D, Dv ≥ 1", got));
            cases.Add(new($"Backward, {name}", a => Backward(a, shape), "shape", "expected B, Tq, Tk ≥ 0 and Hq, Hkv, D, Dv ≥ 1", got));
        }
        cases.Add(new("Forward, q too short", a => Forward(a, q: Q - 1), "q", "[B=2, Hq=4, Tq=5, D=4], 160 values", "got 159"));
        cases.Add(new("Forward, k too long", a => Forward(a, k: K + 1), "k", "[B=2, Hkv=2, Tk=7, D=4], 112 values", "got 113"));
        cases.Add(new("Forward, v too short", a => Forward(a, v: 0), "v", "[B=2, Hkv=2, Tk=7, Dv=3], 84 values", "got 0"));
        cases.Add(new("Forward, output too long", a => Forward(a, o: O + 3), "output", "[B=2, Hq=4, Tq=5, Dv=3], 120 values", "got 123"));
        cases.Add(new("Forward, log-sum-exp too short", a => Forward(a, l: 1), "logSumExp", "[B=2, Hq=4, Tq=5], 40 values", "got 1"));
        cases.Add(new("Forward, sizes whose product overflows", a => Heed.Attention.Forward(
            [], a.Floats(K), a.Floats(V), a.Floats(O), [], new AttentionShape(1 << 30, 1 << 30, 1, 16, 1, 4, 1), default(Bidirectional)),
            "q", "expected [B=1073741824", "got 0"));
        cases.Add(new("Forward, Hq no multiple of Hkv", a => Heed.Attention.Forward(
            a.Floats(3 * 5 * 4), a.Floats(2 * 7 * 4), a.Floats(2 * 7 * 3), a.Floats(3 * 5 * 3), [], new AttentionShape(1, 3, 2, 5, 7, 4, 3),
            default(Bidirectional)),
            "queries", "Hq a multiple of Hkv=2", "got [1, 3, 5, 4]"));
        foreach (float scale in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
        {
            cases.Add(
                new($"Forward, scale {scale}", a => Forward(a, scale: scale), "scale", "a finite number greater than 0", $"got {scale}"));
            cases.Add(
                new($"Backward, scale {scale}", a => Backward(a, scale: scale), "scale", "a finite number greater than 0", $"got {scale}"));
        }
        cases.Add(new("Forward, output over queries", a =>
        {
            Span<float> q = a.Floats(Q);
            Heed.Attention.Forward(q, a.Floats(K), a.Floats(V), q[..O], [], s_shape, default(Bidirectional));
        }, "output", "expected memory of its own", "overlaps queries"));
        cases.Add(new("Forward, output over values", a =>
        {
            Span<float> v = a.Floats(O);
            Heed.Attention.Forward(a.Floats(Q), a.Floats(K), v[..V], v, [], s_shape, default(Bidirectional));
        }, "output", "expected memory of its own", "overlaps values"));
        cases.Add(new("Forward, log-sum-exp over keys", a =>
        {
            Span<float> k = a.Floats(K);
            Heed.Attention.Forward(a.Floats(Q), k, a.Floats(V), a.Floats(O), k[..L], s_shape, default(Bidirectional));
        }, "logSumExp", "expected memory of its own", "overlaps keys"));
        cases.Add(new("Forward, log-sum-exp over output", a =>
        {
            Span<float> o = a.Floats(O);
            Heed.Attention.Forward(a.Floats(Q), a.Floats(K), a.Floats(V), o, o[..L], s_shape, default(Bidirectional));
        }, "logSumExp", "expected memory of its own", "overlaps output"));

        // Views.
        cases.Add(new("Views, queries of a negative length", a => Views(a, q: a.View(2, 4, 5, 4) with { Length = -1 }), "queries",
            "B, Tq ≥ 0", "got [2, 4, -1, 4]"));
        cases.Add(new("Views, keys of a negative length", a => Views(a, k: a.View(2, 2, 7, 4) with { Length = -2 }), "keys",
            "[B=2, Hkv, Tk, D=4]", "got [2, 2, -2, 4]"));
        cases.Add(new(
            "Views, keys of another head size", a => Views(a, k: a.View(2, 2, 7, 5)), "keys", "[B=2, Hkv, Tk, D=4]", "got [2, 2, 7, 5]"));
        cases.Add(new("Views, keys of another batch", a => Views(a, k: a.View(1, 2, 7, 4)), "keys", "[B=2, Hkv", "got [1, 2, 7, 4]"));
        cases.Add(new("Views, values of another length", a => Views(a, v: a.View(2, 2, 6, 3)), "values", "[B=2, Hkv=2, Tk=7, Dv ≥ 1]",
            "got [2, 2, 6, 3]"));
        cases.Add(new(
            "Views, output of other heads", a => Views(a, o: a.View(2, 2, 5, 3)), "output", "[B=2, Hq=4, Tq=5, Dv=3]", "got [2, 2, 5, 3]"));
        cases.Add(new("Views, output in 16 bits", a => Views(a, o: a.View(2, 4, 5, 3) with { Element = ElementType.Float16 }), "output",
            "expected float32", "got Float16"));
        cases.Add(new("Views, output rows on one another", a => Views(a, o: a.View(2, 4, 5, 3) with { RowStride = 2 }), "output",
            "memory of its own for every element", "got strides [60, 15, 2]"));
        cases.Add(new("Views, output broadcast", a => Views(a, o: a.View(2, 4, 5, 3) with { BatchStride = 0 }), "output",
            "memory of its own for every element", "got strides [0, 15, 3]"));
        cases.Add(new("Views, output over keys that run backwards", a =>
        {
            HeadView k = a.View(2, 2, 7, 4), o = a.View(2, 4, 5, 3);
            Views(a, k: k with { Data = o.Data + 8 * sizeof(float), BatchStride = -28 }, o: o);
        }, "output", "expected memory of its own", "overlaps keys"));
        cases.Add(new("Views, keys without memory", a => Views(a, k: HeadView.Contiguous(null, 2, 2, 7, 4)), "keys",
            "expected memory for [2, 2, 7, 4]", "got null"));
        cases.Add(new("Views, output without memory", a => Views(a, o: HeadView.Contiguous(null, 2, 4, 5, 3)), "output",
            "expected memory for [2, 4, 5, 3]", "got null"));
        cases.Add(new("Views, output over sinks", a =>
        {
            HeadView o = a.View(2, 4, 5, 3);
            var inputs = new AttentionInputs(a.View(2, 4, 5, 4), a.View(2, 2, 7, 4), a.View(2, 2, 7, 3)) { Sinks = o.Data };
            Heed.Attention.Forward(inputs, o, null, default(Bidirectional), default(PlainScore), default(NoObserver));
        }, "output", "expected memory of its own", "overlaps sinks"));

        // Backward.
        cases.Add(
            new("Backward, dOutput too short", a => Backward(a, g: O - 3), "dOutput", "[B=2, Hq=4, Tq=5, Dv=3], 120 values", "got 117"));
        cases.Add(new("Backward, output too short", a => Backward(a, o: O - 3), "output", "120 values", "got 117"));
        cases.Add(new("Backward, no log-sum-exp", a => Backward(a, l: 0), "logSumExp", "[B=2, Hq=4, Tq=5], 40 values", "got 0"));
        cases.Add(new("Backward, dq too short", a => Backward(a, dq: 3), "dq", "160 values", "got 3"));
        cases.Add(new("Backward, dk too long", a => Backward(a, dk: K + 8), "dk", "112 values", "got 120"));
        cases.Add(new("Backward, dv empty", a => Backward(a, dv: 0), "dv", "84 values", "got 0"));
        cases.Add(new("Backward views, log-sum-exp null", a => BackwardViews(a, withLogSumExp: false), "logSumExp",
            "expected the forward pass's", "got null"));
        cases.Add(new("Backward views, dk of another length", a => BackwardViews(a, dk: a.View(2, 2, 8, 4)), "keyGradient",
            "expected [2, 2, 7, 4]", "got [2, 2, 8, 4]"));
        cases.Add(new("Backward views, dv in 16 bits",
            a => BackwardViews(a, dv: a.View(2, 2, 7, 3) with { Element = ElementType.BFloat16 }), "valueGradient", "expected float32",
            "got BFloat16"));
        cases.Add(new("Backward views, dq broadcast", a => BackwardViews(a, dq: a.View(2, 4, 5, 4) with { HeadStride = 0 }),
            "queryGradient", "memory of its own for every element", "got strides [80, 0, 4]"));
        cases.Add(new("Backward views, dq over dk", a =>
        {
            HeadView dq = a.View(2, 4, 5, 4);
            BackwardViews(a, dq: dq, dk: HeadView.Contiguous((float*)dq.Data, 2, 2, 7, 4));
        }, "keyGradient", "expected memory of its own", "overlaps queryGradient"));
        cases.Add(new("Backward views, dv over the output's gradient", a =>
        {
            HeadView g = a.View(2, 4, 5, 3);
            BackwardViews(a, g: g, dv: HeadView.Contiguous((float*)g.Data, 2, 2, 7, 3));
        }, "valueGradient", "expected memory of its own", "overlaps outputGradient"));
        cases.Add(new("Backward views, dq over the output", a =>
        {
            HeadView dq = a.View(2, 4, 5, 4);
            BackwardViews(a, o: HeadView.Contiguous((float*)dq.Data, 2, 4, 5, 3), dq: dq);
        }, "queryGradient", "expected memory of its own", "overlaps output"));
        cases.Add(new("Backward views, keys in 16 bits",
            a => BackwardViews(a, k: a.View(2, 2, 7, 4) with { Element = ElementType.Float16 }), "keys", "expected float32",
            "got Float16"));

        // Sinks and weights.
        cases.Add(new("SinkGradient, no sinks", a => Sinks(a, sinks: false), "inputs", "expected inputs with sinks", "got some without"));
        cases.Add(new("SinkGradient, too few", a => Sinks(a, gradient: 3), "sinkGradient", "[Hq=4]", "got 3"));
        cases.Add(
            new("SinkGradient, no log-sum-exp", a => Sinks(a, logSumExp: false), "logSumExp", "expected the forward pass's", "got null"));
        cases.Add(new("VisitWeights, no log-sum-exp", a => Heed.Attention.VisitWeights(
            Inputs(a), null, default(Bidirectional), default(PlainScore), new ReceivedAttention(2, 4, 7)), "logSumExp",
            "expected the forward pass's", "got null"));

        // Tensor spans.
        cases.Add(new("Tensor spans, three axes", _ => TensorSpans(new(new float[40], [2, 5, 4])), "q", "[B, Hq, Tq, D]", "got 3 axes"));
        cases.Add(new("Tensor spans, gaps along the last axis", _ => TensorSpans(new(new float[320], [2, 4, 5, 4], [160, 40, 8, 2])), "q",
            "a last axis without gaps", "got a stride of 2"));
        cases.Add(new("Tensor spans, log-sum-exp too short", _ => TensorSpans(new(new float[Q], [2, 4, 5, 4]), logSumExp: 3), "logSumExp",
            "[B=2, Hq=4, Tq=5], 40 values", "got 3"));
        cases.Add(new("Tensor spans, output of another shape", _ => TensorSpans(new(new float[Q], [2, 4, 5, 4]), width: 2), "output",
            "[B=2, Hq=4, Tq=5, Dv=3]", "got [2, 4, 5, 2]"));

        cases.Add(new("Dropout, p 1", a => _ = new SeededDropout(1, 0), "p", "at least 0 and below 1", "got 1"));
        cases.Add(new("Dropout, p −0.1", a => _ = new SeededDropout(-0.1, 0), "p", "at least 0 and below 1", "got -0.1"));
        cases.Add(new("Dropout, p NaN", a => _ = new SeededDropout(double.NaN, 0), "p", "at least 0 and below 1", "got NaN"));
        return cases;
    }

    private static void Forward(
        Arena a, AttentionShape? shape = null, int q = Q, int k = K, int v = V, int o = O, int l = L, float? scale = null)
        => Heed.Attention.Forward(
            a.Floats(q), a.Floats(k), a.Floats(v), a.Floats(o), a.Floats(l), shape ?? s_shape, default(Bidirectional), scale);

    private static void Backward(
        Arena a, AttentionShape? shape = null, int o = O, int l = L, int g = O, int dq = Q, int dk = K, int dv = V, float? scale = null)
        => Heed.Attention.Backward(
            a.Floats(Q), a.Floats(K), a.Floats(V), a.Floats(o), a.Floats(l), a.Floats(g), a.Floats(dq), a.Floats(dk), a.Floats(dv),
            shape ?? s_shape,
            default(Bidirectional), scale);

    private static AttentionInputs Inputs(Arena a, HeadView? q = null, HeadView? k = null, HeadView? v = null)
        => new(q ?? a.View(2, 4, 5, 4), k ?? a.View(2, 2, 7, 4), v ?? a.View(2, 2, 7, 3));

    private static void Views(Arena a, HeadView? q = null, HeadView? k = null, HeadView? v = null, HeadView? o = null)
        => Heed.Attention.Forward(
            Inputs(a, q, k, v), o ?? a.View(2, 4, 5, 3), a.Take(L), default(Bidirectional), default(PlainScore), default(NoObserver));

    private static void BackwardViews(
        Arena a, HeadView? k = null, HeadView? o = null, HeadView? g = null, HeadView? dq = null, HeadView? dk = null, HeadView? dv = null,
        bool withLogSumExp = true)
        => Observed(a, default(PlainScore), default(NoObserver), k, o, g, dq, dk, dv, withLogSumExp);

    private static void Observed<TScore, TObserver>(
        Arena a, TScore score, TObserver observer, HeadView? k = null, HeadView? o = null, HeadView? g = null,
        HeadView? dq = null, HeadView? dk = null, HeadView? dv = null, bool withLogSumExp = true)
        where TScore : struct, IScore where TObserver : struct, IGradientObserver
        => Heed.Attention.Backward(
            Inputs(a, k: k), o ?? a.View(2, 4, 5, 3), withLogSumExp ? a.Take(L) : null, g ?? a.View(2, 4, 5, 3),
            dq ?? a.View(2, 4, 5, 4), dk ?? a.View(2, 2, 7, 4), dv ?? a.View(2, 2, 7, 3), default(Bidirectional), score, observer);

    private static void Sinks(Arena a, bool sinks = true, bool logSumExp = true, int gradient = 4)
    {
        AttentionInputs inputs = Inputs(a) with { Sinks = sinks ? (nint)a.Take(4) : 0 };
        Heed.Attention.SinkGradient(inputs, a.View(2, 4, 5, 3), logSumExp ? a.Take(L) : null, a.View(2, 4, 5, 3), a.Floats(gradient));
    }

    private static void TensorSpans(ReadOnlyTensorSpan<float> q, int width = 3, int logSumExp = 0)
    {
        float[] output = new float[2 * 4 * 5 * width], rows = new float[logSumExp];
        try
        {
            Heed.Attention.Forward(
                q, new ReadOnlyTensorSpan<float>(new float[K], [2, 2, 7, 4]), new ReadOnlyTensorSpan<float>(new float[V], [2, 2, 7, 3]),
                new TensorSpan<float>(output, [2, 4, 5, width]), rows, default(Bidirectional), default(PlainScore));
        }
        finally
        {
            Assert.All(output.Concat(rows), x => Assert.Equal(0f, x));
        }
    }
}
