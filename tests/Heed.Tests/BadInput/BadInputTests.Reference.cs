using Heed.Linear;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static readonly ReferenceAttention.Shape s_reference = new(2, 4, 2, 5, 7, 4, 3);

    private static List<Case> ReferenceCases()
    {
        List<Case> cases = [];
        cases.Add(new("Reference, q too short", _ => Reference(q: Q - 1), "q", "[2, 4, 5, 4], 160 values", "got 159"));
        cases.Add(new("Reference, k too long", _ => Reference(k: K + 1), "k", "[2, 2, 7, 4], 112 values", "got 113"));
        cases.Add(new("Reference, v empty", _ => Reference(v: 0), "v", "[2, 2, 7, 3], 84 values", "got 0"));
        cases.Add(
            new("Reference, Hq no multiple", _ => Reference(s_reference with { Heads = 3 }), "shape", "Hq a multiple of Hkv", "Heads = 3"));
        cases.Add(new("Reference, Tk −1", _ => Reference(s_reference with { Keys = -1 }), "shape", "Tk ≥ 0", "Keys = -1"));
        cases.Add(new("Reference, D 0", _ => Reference(s_reference with { Width = 0 }), "shape", "D, Dv, Hkv ≥ 1", "Width = 0"));
        cases.Add(new("Reference, scale NaN", _ => Reference(scale: double.NaN), "scale", "a finite number greater than 0", "got NaN"));
        cases.Add(new("Reference, too few sinks", _ => ReferenceAttention.Forward(
            s_reference, new double[Q], new double[K], new double[V], 1, default(Bidirectional), default(PlainScore),
            default(Dropout.NoDropout), [1.0]),
            "sinks", "[Hq=4] or none", "got 1"));
        cases.Add(new("Reference backward, gradient too short", _ => Reference().Backward(
            s_reference, new double[Q], new double[K], new double[V], new double[5], 1, default(Bidirectional), default(PlainScore)),
            "gradient", "120 values", "got 5"));
        cases.Add(new("Reference backward, another shape", _ => Reference().Backward(
            s_reference with { Batch = 1 }, new double[Q / 2], new double[K / 2], new double[V / 2], new double[O / 2], 1,
            default(Bidirectional), default(PlainScore)),
            "shape", "60 values", "got 120"));

        var shape = new AttentionShape(1, 2, 2, 3, 3, 4, 2);
        var inputs = new ReferenceLinearAttention.Inputs(shape, new double[24], new double[24], new double[12], 1);
        cases.Add(new("Linear reference, Tq and Tk",
            _ => ReferenceLinearAttention.Forward(inputs with { Shape = shape with { QueryCount = 2 } }), "inputs", "Tq = Tk",
            "QueryCount = 2"));
        cases.Add(new("Linear reference, queries", _ => ReferenceLinearAttention.Forward(inputs with { Queries = new double[23] }),
            "Queries", "[B, Hq, T, Dk], 24 values", "got 23"));
        cases.Add(new("Linear reference, decay", _ => ReferenceLinearAttention.Forward(inputs with { LogDecay = new double[7] }),
            "LogDecay", "[B, Hkv, T, 1 or Dk], 24 values", "got 7"));
        cases.Add(new("Linear reference, β", _ => ReferenceLinearAttention.Forward(inputs with { Beta = new double[7] }), "Beta",
            "[B, Hkv, T], 6 values", "got 7"));
        cases.Add(new("Linear reference, past state", _ => ReferenceLinearAttention.Forward(inputs with { PastState = new double[7] }),
            "PastState", "[B, Hkv, Dk, Dv], 16 values", "got 7"));
        cases.Add(new("Linear reference, gradient", _ => ReferenceLinearAttention.Forward(inputs).Backward(new double[7]), "outputGradient",
            "[B, Hq, T, Dv], 12 values", "got 7"));
        return cases;
    }

    private static ReferenceAttention Reference(ReferenceAttention.Shape? shape = null, int q = Q, int k = K, int v = V, double scale = 1)
        => ReferenceAttention.Forward(
            shape ?? s_reference, new double[q], new double[k], new double[v], scale, default(Bidirectional), default(PlainScore));
}
