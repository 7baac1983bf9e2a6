using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Root mean square normalization over the last axis, or over each of its pieces: x / √(mean x² + ε) · (gain + offset) (Zhang
    /// and
    /// Sennrich 2019).</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, pieces·width].</param>
    /// <param name="gain">[width].</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="gainOffset">Added to every gain: 1 for Gemma, whose files hold what is above 1.</param>
    /// <param name="pieces">Equal parts of the last axis that are normed by themselves, such as heads.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">A shape is off, or ε is not a finite number of at least 0.</exception>
    public static Tensor RmsNorm(Tape tape, Tensor x, Tensor gain, float epsilon, float gainOffset = 0f, int pieces = 1)
    {
        Argument.AtLeast(1, pieces, nameof(pieces));
        if (x.Columns % pieces != 0) throw new ArgumentException($"RMS norm: expected x[…, {pieces}·width]; got {x}.", nameof(pieces));
        int rows = x.Rows * pieces, width = x.Columns / pieces;
        if (gain.Count != width) throw new ArgumentException($"RMS norm: expected gain [{width}] for x{x}; got {gain}.", nameof(gain));
        RequireEpsilon(epsilon);
        Tensor y = tape.Allocate(x.Shape);
        Tensor? inverses = tape.Recording ? tape.Allocate(rows) : null;
        RootMeanSquareNormalization.Forward(x.Data, gain.Data, y.Data, inverses is null ? null : inverses.Data, rows, width, epsilon,
            gainOffset);
        tape.Record(y, () =>
        {
            bool accumulate = false;
            float* scratch = x.RequiresGradient ? null : BufferPool.Rent(x.Count); // nobody wants dx: the kernel still writes it
            float* dx = x.RequiresGradient ? x.OpenGradient(out accumulate) : scratch;
            RootMeanSquareNormalization.Backward(
                x.Data, gain.Data, inverses!.Data, y.GradientData, dx, accumulate, gain.RequiresGradient ? gain.OpenGradientToAdd() : null,
                rows, width, gainOffset);
            BufferPool.Return(scratch, x.Count);
        });
        return y;
    }
}
