using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>x with other numbers in a rectangle of it; the gradient reaches the rest alone.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="row">The rectangle's first row.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="values">[rows, columns] of the rectangle.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">The rectangle does not fit.</exception>
    public static Tensor Replace(Tape tape, Tensor x, int row, int column, int rows, int columns, ReadOnlySpan<float> values)
    {
        if (row < 0 || rows < 0 || column < 0 || columns < 0 || row > x.Rows - rows || column > x.Columns - columns || values.Length != (long)rows * columns)
            throw new ArgumentException(
                $"replace: expected {rows} × {columns} numbers for rows {row} … and columns {column} … of {x}; got {values.Length}.", nameof(values));
        Tensor y = tape.Allocate(x.Shape);
        x.Span.CopyTo(y.Span);
        for (int r = 0; r < rows; r++) values.Slice(r * columns, columns).CopyTo(y.Span[((row + r) * x.Columns + column)..]);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradientToAdd();
            long from = 0;
            for (int r = 0; r < rows; r++)
            {
                long cut = (long)(row + r) * x.Columns + column;
                Pass(from, cut);
                from = cut + columns;
            }
            Pass(from, x.Count);

            void Pass(long start, long end) => Sums.Add(dx + start, y.GradientData + start, dx + start, end - start);
        });
        return y;
    }
}
