using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>The logarithm of softmax over the last axis: y = x − LSE, the maximum taken out first; dx = dy − exp(y)·Σ dy.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, width].</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor LogSoftmax(Tape tape, Tensor x)
    {
        int rows = x.Rows, width = x.Columns;
        Tensor y = tape.Allocate(x.Shape);
        LogSoftmaxRows.Forward(x.Data, y.Data, rows, width);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradient(out bool accumulate);
            LogSoftmaxRows.Backward(y.Data, y.GradientData, dx, accumulate, rows, width);
        });
        return y;
    }
}
