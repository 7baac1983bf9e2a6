using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>a ⊙ b, same shape.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="a">Any shape.</param>
    /// <param name="b">The same.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Multiply(Tape tape, Tensor a, Tensor b)
    {
        if (!a.Shape.SequenceEqual(b.Shape)) throw new ArgumentException($"multiply: expected equal shapes; got {a} and {b}.", nameof(b));
        Tensor y = tape.Allocate(a.Shape);
        Products.Multiply(a.Data, b.Data, y.Data, y.Count, accumulate: false);
        tape.Record(y, () =>
        {
            Flow(a, b);
            Flow(b, a);

            void Flow(Tensor to, Tensor other)
            {
                if (!to.RequiresGradient) return;
                float* d = to.OpenGradient(out bool accumulate);
                Products.Multiply(y.GradientData, other.Data, d, y.Count, accumulate);
            }
        });
        return y;
    }

    /// <summary>x·factor.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="factor">A finite number.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">The factor is not finite.</exception>
    public static Tensor Scale(Tape tape, Tensor x, float factor)
    {
        if (!float.IsFinite(factor)) throw new ArgumentException($"scale: expected a finite number; got {factor}.", nameof(factor));
        Tensor y = tape.Allocate(x.Shape);
        Products.Scale(x.Data, factor, y.Data, y.Count, accumulate: false);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* d = x.OpenGradient(out bool accumulate);
            Products.Scale(y.GradientData, factor, d, y.Count, accumulate);
        });
        return y;
    }
}
