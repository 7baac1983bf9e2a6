using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>The heads of a slice in a tensor of their own, side by side.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">H heads of width D, [rows, …].</param>
    /// <returns>[rows, H·D].</returns>
    /// <exception cref="ArgumentException">The slice does not fit its tensor.</exception>
    public static Tensor SideBySide(Tape tape, HeadSlice x)
    {
        HeadView source = x.View(1);
        Tensor y = tape.Allocate(x.Tensor.Rows, x.Heads * x.Width);
        for (int r = 0; r < source.Length; r++)
            for (int h = 0; h < x.Heads; h++)
                new ReadOnlySpan<float>(source.Row(0, h, r), x.Width).CopyTo(y.Span.Slice((r * x.Heads + h) * x.Width, x.Width));
        tape.Record(y, () =>
        {
            if (!x.Tensor.RequiresGradient) return;
            HeadView target = x.GradientView(1);
            for (int r = 0; r < source.Length; r++)
                for (int h = 0; h < x.Heads; h++)
                {
                    float* row = target.Row(0, h, r);
                    Sums.Add(row, y.GradientData + ((nint)r * x.Heads + h) * x.Width, row, x.Width);
                }
        });
        return y;
    }
}
