using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Rows of a table: y[i] = table[ids[i]].</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="table">[count, width].</param>
    /// <param name="ids">Row numbers, 0 … count−1.</param>
    /// <returns>[ids.Length, width].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    public static Tensor Embedding(Tape tape, Tensor table, int[] ids) => Gather(tape, table, ids, "embedding", nameof(ids));

    /// <summary>Chosen rows of a tensor: y[i] = x[rows[i]], rows counted over all axes but the last.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, width].</param>
    /// <param name="rows">Row numbers.</param>
    /// <returns>[rows.Length, width].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor SelectRows(Tape tape, Tensor x, int[] rows) => Gather(tape, x, rows, "select rows", nameof(rows));

    private static Tensor Gather(Tape tape, Tensor x, int[] rows, string name, string parameter)
    {
        int width = x.Columns;
        foreach (int row in rows)
            if ((uint)row >= (uint)x.Rows)
                throw new ArgumentOutOfRangeException(parameter, $"{name}: expected 0 … {x.Rows - 1} for {x}; got {row}.");
        Tensor y = tape.Allocate(rows.Length, width);
        StoredMatrix table = x.Stored;
        for (int i = 0; i < rows.Length; i++) table.Read(rows[i], y.Data + (nint)i * width);
        GC.KeepAlive(x);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradientToAdd();
            for (int i = 0; i < rows.Length; i++) // one after the other: a row may come twice
            {
                float* target = dx + (nint)rows[i] * width;
                Sums.Add(target, y.GradientData + (nint)i * width, target, width);
            }
        });
        return y;
    }
}
