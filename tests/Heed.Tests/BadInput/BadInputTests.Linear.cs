using Heed.Linear;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> LinearCases()
    {
        List<Case> cases = [];
        foreach (bool chunked in (bool[])[true, false])
        {
            string form = chunked ? "Linear chunked" : "Linear recurrent";
            cases.Add(new(
                $"{form}, Tq and Tk", a => Linear(a, chunked, q: a.View(1, 4, 4, 4)), "inputs", "as many positions as keys, T=5",
                "got T=4"));
            cases.Add(new(
                $"{form}, keys in 16 bits", a => Linear(a, chunked, k: a.View(1, 2, 5, 4) with { Element = ElementType.Float16 }), "keys",
                "expected float32", "got Float16"));
            cases.Add(new(
                $"{form}, output's shape", a => Linear(a, chunked, o: a.View(1, 2, 5, 3)), "output", "[B=1, Hq=4, T=5, Dv=3]",
                "got [1, 2, 5, 3]"));
            cases.Add(new(
                $"{form}, output in 16 bits", a => Linear(a, chunked, o: a.View(1, 4, 5, 3) with { Element = ElementType.BFloat16 }),
                "output", "expected float32", "got BFloat16"));
            cases.Add(new(
                $"{form}, output broadcast", a => Linear(a, chunked, o: a.View(1, 4, 5, 3) with { HeadStride = 0 }), "output",
                "memory of its own for every element", "got strides"));
            cases.Add(new(
                $"{form}, decay's shape", a => Linear(a, chunked, decay: a.View(1, 2, 6, 1)), "log decay", "[B=1, Hkv=2, T=5, 1]",
                "got [1, 2, 6, 1]"));
            cases.Add(new(
                $"{form}, decay without memory", a => Linear(a, chunked, decay: HeadView.Contiguous(null, 1, 2, 5, 1)), "log decay",
                "[B=1, Hkv=2, T=5, 1]", "without memory"));
            cases.Add(new(
                $"{form}, β's shape", a => Linear(a, chunked, beta: a.View(1, 2, 5, 2)), "beta", "[B=1, Hkv=2, T=5, 1]",
                "got [1, 2, 5, 2]"));
            cases.Add(new($"{form}, output over values", a =>
            {
                HeadView v = a.View(1, 4, 5, 3);
                Linear(a, chunked, v: HeadView.Contiguous((float*)v.Data, 1, 2, 5, 3), o: v);
            }, "output", "expected memory of its own", "overlaps queries, keys or values"));
            cases.Add(new($"{form}, state over output", a =>
            {
                HeadView o = a.View(1, 4, 5, 3);
                Linear(a, chunked, o: o, present: (float*)o.Data);
            }, "presentState", "expected memory of its own", "overlaps another result"));
        }
        cases.Add(new("Linear backward, key gradient's shape", a => LinearBackward(a, dk: a.View(1, 2, 6, 4)), "key gradient",
            "expected [1, 2, 5, 4]", "got [1, 2, 6, 4]"));
        cases.Add(new("Linear backward, query gradient broadcast", a => LinearBackward(a, dq: a.View(1, 4, 5, 4) with { HeadStride = 0 }),
            "query gradient", "memory of its own for every element", "got strides"));
        cases.Add(new("Linear backward, value gradient in 16 bits",
            a => LinearBackward(a, dv: a.View(1, 2, 5, 3) with { Element = ElementType.Float16 }), "value gradient", "expected float32",
            "got Float16"));
        cases.Add(new("Linear backward, decay gradient shared by heads", a => LinearBackward(
            a, decayGradient: a.View(1, 2, 5, 1) with { HeadStride = 0 }), "log decay gradient",
            "memory of its own for each batch row and head", "got a stride of 0"));
        cases.Add(new("Linear backward, past state's gradient over another", a =>
        {
            HeadView dq = a.View(1, 4, 5, 4);
            LinearBackward(a, dq: dq, pastGradient: (float*)dq.Data);
        }, "pastStateGradient", "expected memory of its own", "overlaps another result"));

        var map = default(EluPlusOne);
        cases.Add(new("Kernel, keys of another width", a => KernelAttention.Forward(
            a.View(1, 4, 5, 4), a.View(1, 2, 5, 3), a.View(1, 2, 5, 3), a.View(1, 4, 5, 3), null, null, null, map, default(CausalSum)),
            "keys", "D=4", "got [1, 2, 5, 3]"));
        cases.Add(new("Kernel, 16 bits", a => KernelAttention.Forward(
            a.View(1, 4, 5, 4) with { Element = ElementType.Float16 }, a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 5, 3), null,
            null, null, map, default(CausalSum)),
            "queries", "expected float32", "got Float16"));
        cases.Add(new("Kernel causal, Tq and Tk", a => KernelAttention.Forward(
            a.View(1, 4, 4, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 4, 3), null, null, null, map, default(CausalSum)),
            "queries", "T=5", "got T=4"));
        cases.Add(new("Kernel, output's shape", a => KernelAttention.Forward(
            a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 5, 4), null, null, null, map, default(WholeSum)),
            "output", "Dv=3", "got [1, 4, 5, 4]"));
        cases.Add(new("Kernel, features of another width", a => KernelAttention.Forward(
            a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 5, 3), null, null, null,
            new PositiveRandomFeatures(RandomProjection.Orthogonal(8, 16, 1)), default(WholeSum)), "map", "D=8", "got D=4"));
        cases.Add(new("Kernel, features without projection", a => KernelAttention.Forward(
            a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 5, 3), null, null, null,
            default(PositiveRandomFeatures), default(WholeSum)), "map", "D=0", "got D=4"));
        cases.Add(new("Kernel backward, no normaliser", a => KernelAttention.Backward(
            a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3), a.View(1, 4, 5, 3), null, a.View(1, 4, 5, 3),
            new LinearGradients(a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3)), map, default(CausalSum)), "normaliser",
            "the forward pass's", "got null"));
        cases.Add(new("Kernel spans, q too short", a => KernelAttention.Forward(
            a.Floats(Q - 1), a.Floats(K), a.Floats(V), a.Floats(O), [], s_shape, map, default(WholeSum)), "q", "160 values", "got 159"));
        cases.Add(new("Kernel spans, normaliser too short", a => KernelAttention.Forward(
            a.Floats(Q), a.Floats(K), a.Floats(V), a.Floats(O), a.Floats(3), s_shape, map, default(WholeSum)), "normaliser", "40 values",
            "got 3"));
        cases.Add(new("RandomProjection, width 0", _ => RandomProjection.Orthogonal(0, 8, 1), "width", "at least 1", "got 0"));
        cases.Add(new("RandomProjection, features −1", _ => RandomProjection.Independent(8, -1, 1), "features", "at least 1", "got -1"));
        cases.Add(new("RandomProjection, scale 0", _ => RandomProjection.Independent(8, 8, 1, 0f), "scale",
            "a finite number greater than 0", "got 0"));

        cases.Add(new("ONNX linear, heads", a => Onnx(a, new(3, 2, LinearUpdateRule.Linear)), "QueryHeads",
            "a positive multiple of kv_num_heads=2", "got 3"));
        cases.Add(new("ONNX linear, rule", a => Onnx(a, new(2, 2, (LinearUpdateRule)9)), "UpdateRule",
            "linear, gated, delta or gated_delta", "got 9"));
        cases.Add(new("ONNX linear, scale", a => Onnx(a, new(2, 2, LinearUpdateRule.Linear, float.NaN)), "scale",
            "a finite number greater than 0", "got NaN"));
        cases.Add(
            new("ONNX linear, length", a => Onnx(a, new(2, 2, LinearUpdateRule.Linear), length: -1), "length", "at least 0", "got -1"));
        cases.Add(new(
            "ONNX linear, key width", a => Onnx(a, new(2, 2, LinearUpdateRule.Linear), keyWidth: 0), "keyWidth", "at least 1", "got 0"));
        cases.Add(new("ONNX linear, query", a => Onnx(a, new(2, 2, LinearUpdateRule.Linear), query: 39), "query",
            "[B, T, Hq·Dk], 40 values", "got 39"));
        cases.Add(new("ONNX linear, decay missing", a => Onnx(a, new(2, 2, LinearUpdateRule.Gated)), "decay",
            "values for update rule Gated", "got none"));
        cases.Add(new("ONNX linear, rule's name", _ => OnnxLinearAttention.ParseRule("cubic"), "name",
            "linear, gated, delta or gated_delta", "got 'cubic'"));
        return cases;
    }

    private static void Linear(
        Arena a, bool chunked, HeadView? q = null, HeadView? k = null, HeadView? v = null, HeadView? o = null, HeadView? decay = null,
        HeadView? beta = null, float* present = null)
    {
        var inputs = new AttentionInputs(q ?? a.View(1, 4, 5, 4), k ?? a.View(1, 2, 5, 4), v ?? a.View(1, 2, 5, 3));
        var scalar = new ScalarDecay(decay ?? a.View(1, 2, 5, 1));
        var delta = new DeltaWrite(beta ?? a.View(1, 2, 5, 1));
        if (chunked) LinearAttention.Forward(inputs, o ?? a.View(1, 4, 5, 3), null, present, scalar, delta);
        else LinearAttention.Recurrent(inputs, o ?? a.View(1, 4, 5, 3), null, present, scalar, delta);
    }

    private static void LinearBackward(
        Arena a, HeadView? dq = null, HeadView? dk = null, HeadView? dv = null, HeadView decayGradient = default,
        float* pastGradient = null)
        => LinearAttention.Backward(
            new AttentionInputs(a.View(1, 4, 5, 4), a.View(1, 2, 5, 4), a.View(1, 2, 5, 3)), a.View(1, 4, 5, 3),
            new LinearGradients(dq ?? a.View(1, 4, 5, 4), dk ?? a.View(1, 2, 5, 4), dv ?? a.View(1, 2, 5, 3)), null, pastGradient, null,
            new ScalarDecay(a.View(1, 2, 5, 1), decayGradient), default(AdditiveWrite));

    private static void Onnx(Arena a, OnnxLinearAttention operation, int length = 5, int keyWidth = 4, int query = 40)
        => operation.Run(1, length, keyWidth, 3, a.Floats(query), a.Floats(40), a.Floats(30), [], [], [], a.Floats(30), []);
}
