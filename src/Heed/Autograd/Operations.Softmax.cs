using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Softmax over the last axis: y = exp(x − LSE), the maximum taken out first; dx = y ⊙ (dy − Σ y·dy).</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, width].</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Softmax(Tape tape, Tensor x)
    {
        int rows = x.Rows, width = x.Columns;
        Tensor y = tape.Allocate(x.Shape);
        SoftmaxRows.Forward(x.Data, y.Data, null, rows, width);
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradientToAdd();
            for (int r = 0; r < rows; r++)
            {
                ReadOnlySpan<float> p = y.Span.Slice(r * width, width), dy = y.Gradient.Slice(r * width, width);
                float sum = 0f;
                for (int i = 0; i < width; i++) sum += p[i] * dy[i];
                for (int i = 0; i < width; i++) dx[(nint)r * width + i] += p[i] * (dy[i] - sum);
            }
        });
        return y;
    }
}
