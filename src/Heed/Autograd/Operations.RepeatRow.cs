using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>The same row again and again, such as a decay a head for every token; its gradient is the sum over the copies.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="row">[width].</param>
    /// <param name="rows">How many copies, at least 0.</param>
    /// <returns>[rows, width].</returns>
    /// <exception cref="ArgumentException">A negative number of copies.</exception>
    public static Tensor RepeatRow(Tape tape, Tensor row, int rows)
    {
        Argument.AtLeast(0, rows, nameof(rows));
        int width = row.Count;
        Tensor y = tape.Allocate(rows, width);
        for (int i = 0; i < rows; i++) row.Span.CopyTo(y.Span[(i * width)..]);
        tape.Record(y, () =>
        {
            if (row.RequiresGradient) ColumnSums.Add(y.GradientData, rows, width, row.OpenGradientToAdd());
        });
        return y;
    }
}
