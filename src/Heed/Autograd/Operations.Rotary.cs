using Heed.Positions;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Rotary position embedding of heads that lie side by side in a projection's output.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">H heads of width D, [B·T, …].</param>
    /// <param name="batch">B.</param>
    /// <param name="angles">The angle of every position.</param>
    /// <returns>[B·T, H·D].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public static Tensor Rotary(Tape tape, HeadSlice x, int batch, RotaryAngles angles)
    {
        HeadView source = x.View(batch);
        Tensor y = tape.Allocate(x.Tensor.Rows, x.Heads * x.Width);
        Positions.Rotary.Apply(source, Heads(y.Data), angles);
        tape.Record(y, () =>
        {
            if (x.Tensor.RequiresGradient)
                Positions.Rotary.Backward(Heads(y.GradientData), x.GradientView(batch), angles, accumulate: true);
        });
        return y;

        HeadView Heads(float* data) => HeadView.Interleaved(data, batch, x.Heads, source.Length, x.Width, y.Columns);
    }
}
