using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Puts one more row after the rows of every batch row.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[B·T, width].</param>
    /// <param name="row">[width], the same for every batch row; null for zeros.</param>
    /// <param name="batch">B.</param>
    /// <returns>[B·(T + 1), width].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public static Tensor AppendRow(Tape tape, Tensor x, Tensor? row, int batch)
    {
        int width = x.Columns;
        if (batch < 1 || x.Rows % batch != 0)
            throw new ArgumentException($"append row: expected [B={batch}·T, width]; got {x}.", nameof(x));
        if (row is not null && row.Count != width)
            throw new ArgumentException($"append row: expected row[{width}]; got {row}.", nameof(row));
        int length = x.Rows / batch;
        Tensor y = tape.Allocate(batch * (length + 1), width);
        for (int b = 0; b < batch; b++)
        {
            x.Span.Slice(b * length * width, length * width).CopyTo(y.Span[(b * (length + 1) * width)..]);
            Span<float> last = y.Span.Slice((b * (length + 1) + length) * width, width);
            if (row is null) last.Clear();
            else row.Span.CopyTo(last);
        }
        tape.Record(y, () =>
        {
            float* dx = x.RequiresGradient ? x.OpenGradientToAdd() : null,
                dRow = row is { RequiresGradient: true } ? row.OpenGradientToAdd() : null;
            for (int b = 0; b < batch; b++)
            {
                float* dy = y.GradientData + (nint)b * (length + 1) * width;
                if (dx != null) Sums.Add(dx + (nint)b * length * width, dy, dx + (nint)b * length * width, (long)length * width);
                if (dRow != null) Sums.Add(dRow, dy + (nint)length * width, dRow, width);
            }
        });
        return y;
    }
}
