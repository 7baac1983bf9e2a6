using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Root mean square normalization over the last axis: x / √(mean x² + ε) · gain (Zhang and Sennrich 2019).</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, width].</param>
    /// <param name="gain">[width].</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">A shape is off, or ε is not a finite number of at least 0.</exception>
    public static Tensor RmsNorm(Tape tape, Tensor x, Tensor gain, float epsilon)
    {
        int rows = x.Rows, width = x.Columns;
        if (gain.Count != width) throw new ArgumentException($"RMS norm: expected gain [{width}] for x{x}; got {gain}.", nameof(gain));
        RequireEpsilon(epsilon);
        Tensor y = tape.Allocate(x.Shape);
        Tensor? inverses = tape.Recording ? tape.Allocate(rows) : null;
        RootMeanSquareNormalization.Forward(x.Data, gain.Data, y.Data, inverses is null ? null : inverses.Data, rows, width, epsilon);
        tape.Record(y, () =>
        {
            bool accumulate = false;
            float* scratch = x.RequiresGradient ? null : BufferPool.Rent(x.Count); // nobody wants dx: the kernel still writes it
            float* dx = x.RequiresGradient ? x.OpenGradient(out accumulate) : scratch;
            RootMeanSquareNormalization.Backward(
                x.Data, gain.Data, inverses!.Data, y.GradientData, dx, accumulate, gain.RequiresGradient ? gain.OpenGradientToAdd() : null,
                rows, width);
            BufferPool.Return(scratch, x.Count);
        });
        return y;
    }
}
