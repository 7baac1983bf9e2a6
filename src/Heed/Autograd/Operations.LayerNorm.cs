using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Layer normalization over the last axis: (x − mean) / √(variance + ε) · gain + bias.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, width].</param>
    /// <param name="gain">[width].</param>
    /// <param name="bias">[width]; null for none.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">A shape is off, or ε is not a finite number of at least 0.</exception>
    public static Tensor LayerNorm(Tape tape, Tensor x, Tensor gain, Tensor? bias, float epsilon)
    {
        int rows = x.Rows, width = x.Columns;
        if (gain.Count != width || (bias is not null && bias.Count != width))
            throw new ArgumentException(
                $"layer norm: expected gain and bias [{width}] for x{x}; "
                + $"got {gain} and {bias}.", gain.Count != width ? nameof(gain) : nameof(bias));
        RequireEpsilon(epsilon);
        Tensor y = tape.Allocate(x.Shape);
        Tensor? statistics = tape.Recording ? tape.Allocate(rows, 2) : null;
        LayerNormalization.Forward(
            x.Data, gain.Data, bias is null ? null : bias.Data, y.Data, statistics is null ? null : statistics.Data, rows, width, epsilon);
        tape.Record(y, () =>
        {
            bool accumulate = false;
            float* scratch = x.RequiresGradient ? null : BufferPool.Rent(x.Count); // nobody wants dx: the kernel still writes it
            float* dx = x.RequiresGradient ? x.OpenGradient(out accumulate) : scratch;
            LayerNormalization.Backward(
                x.Data, gain.Data, statistics!.Data, y.GradientData, dx, accumulate,
                gain.RequiresGradient ? gain.OpenGradientToAdd() : null,
                bias is { RequiresGradient: true } ? bias.OpenGradientToAdd() : null, rows, width);
            BufferPool.Return(scratch, x.Count);
        });
        return y;
    }

    private static void RequireEpsilon(float epsilon)
    {
        if (!(epsilon >= 0) || !float.IsFinite(epsilon))
            throw new ArgumentOutOfRangeException(nameof(epsilon), $"epsilon: expected a finite number of at least 0; got {epsilon}.");
    }
}
