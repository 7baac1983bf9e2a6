using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>An activation function, element by element.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="activation">Which.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Activate(Tape tape, Tensor x, Activation activation) => activation switch
    {
        Activation.GeluTanh => Elementwise<GeluTanh>(tape, x),
        Activation.Gelu => Elementwise<GeluErf>(tape, x),
        Activation.Tanh => Elementwise<Tanh>(tape, x),
        Activation.Relu => Elementwise<Relu>(tape, x),
        Activation.Silu => Elementwise<Silu>(tape, x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), $"activation: expected a known one; got {activation}."),
    };

    /// <summary>f(gate) ⊙ x: a gated linear unit (Shazeer 2020).</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="gate">Any shape.</param>
    /// <param name="x">The same.</param>
    /// <param name="activation">f.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Gate(Tape tape, Tensor gate, Tensor x, Activation activation) => activation switch
    {
        Activation.GeluTanh => Gate<GeluTanh>(tape, gate, x),
        Activation.Gelu => Gate<GeluErf>(tape, gate, x),
        Activation.Tanh => Gate<Tanh>(tape, gate, x),
        Activation.Relu => Gate<Relu>(tape, gate, x),
        Activation.Silu => Gate<Silu>(tape, gate, x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), $"activation: expected a known one; got {activation}."),
    };

    private static Tensor Gate<TFunction>(Tape tape, Tensor gate, Tensor x) where TFunction : struct, IElementwise
    {
        if (!gate.Shape.SequenceEqual(x.Shape)) throw new ArgumentException($"gate: expected equal shapes; got {gate} and {x}.", nameof(x));
        Tensor y = tape.Allocate(x.Shape);
        Gates<TFunction>.Forward(gate.Data, x.Data, y.Data, y.Count);
        tape.Record(y, () =>
        {
            float* dGate = gate.RequiresGradient ? gate.OpenGradientToAdd() : null, dx = x.RequiresGradient ? x.OpenGradientToAdd() : null;
            Gates<TFunction>.Backward(gate.Data, x.Data, y.GradientData, dGate, dx, y.Count);
        });
        return y;
    }

    /// <summary>a + b, same shape.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="a">Any shape.</param>
    /// <param name="b">The same.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Add(Tape tape, Tensor a, Tensor b)
    {
        if (!a.Shape.SequenceEqual(b.Shape)) throw new ArgumentException($"add: expected equal shapes; got {a} and {b}.", nameof(b));
        Tensor y = tape.Allocate(a.Shape);
        Sums.Add(a.Data, b.Data, y.Data, y.Count);
        tape.Record(y, () =>
        {
            foreach (Tensor input in (ReadOnlySpan<Tensor>)[a, b])
            {
                if (!input.RequiresGradient) continue;
                float* d = input.OpenGradient(out bool accumulate);
                if (accumulate) Sums.Add(d, y.GradientData, d, y.Count);
                else y.Gradient.CopyTo(new Span<float>(d, y.Count));
            }
        });
        return y;
    }

    private static Tensor Elementwise<TFunction>(Tape tape, Tensor x) where TFunction : struct, IElementwise
    {
        Tensor y = tape.Allocate(x.Shape);
        Numerics.Elementwise<TFunction>.Forward(x.Data, y.Data, x.Count);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradient(out bool accumulate);
            Numerics.Elementwise<TFunction>.Backward(x.Data, y.GradientData, dx, x.Count, accumulate);
        });
        return y;
    }
}
