using Heed.Numerics;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>A label that takes no part in the loss.</summary>
    public const int IgnoredLabel = -100;

    /// <summary>
    /// Mean cross-entropy: Σ w_i (LSE(x_i) − x_i[label_i]) / Σ w_i over the rows whose label is not <see cref="IgnoredLabel"/>.
    /// </summary>
    /// <param name="tape">The pass.</param>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="labels">A class for each row, or <see cref="IgnoredLabel"/>.</param>
    /// <param name="weights">w, one for each row; 1 where left out.</param>
    /// <returns>A scalar; 0 when every row is ignored.</returns>
    /// <exception cref="ArgumentException">The number of labels or weights is off, or a label is no class.</exception>
    public static Tensor CrossEntropy(Tape tape, Tensor logits, int[] labels, float[]? weights = null)
    {
        int rows = logits.Rows, classes = logits.Columns;
        if (labels.Length != rows)
            throw new ArgumentException($"cross-entropy: expected {rows} labels for logits {logits}; got {labels.Length}.", nameof(labels));
        if (weights is not null && weights.Length != rows)
            throw new ArgumentException($"cross-entropy: expected {rows} weights; got {weights.Length}.", nameof(weights));
        foreach (int label in labels)
            if (label != IgnoredLabel && (uint)label >= (uint)classes)
                throw new ArgumentException(
                    $"cross-entropy: expected labels 0 … {classes - 1} or {IgnoredLabel}; got {label}.", nameof(labels));
        Tensor loss = tape.Allocate();
        Tensor probabilities = tape.Allocate(rows, classes);
        float* logSumExp = BufferPool.Rent(rows);
        SoftmaxRows.Forward(logits.Data, probabilities.Data, logSumExp, rows, classes);
        double sum = 0, total = 0;
        for (int i = 0; i < rows; i++)
        {
            if (labels[i] == IgnoredLabel) continue;
            double weight = weights is null ? 1 : weights[i];
            sum += weight * (logSumExp[i] - logits.Data[(nint)i * classes + labels[i]]);
            total += weight;
        }
        BufferPool.Return(logSumExp, rows);
        loss.Span[0] = total == 0 ? 0f : (float)(sum / total);

        tape.Record(loss, () =>
        {
            if (!logits.RequiresGradient) return;
            float* d = logits.OpenGradient(out bool accumulate);
            float seed = loss.Gradient[0];
            var kernel = new CrossEntropyGradient
            {
                Labels = labels, Weights = weights, Factor = total == 0 ? 0f : (float)(seed / total),
                Probabilities = probabilities.Data, Gradient = d, Classes = classes, Accumulate = accumulate,
            };
            RowWork.Run(rows, classes, ref kernel);
        });
        return loss;
    }

    /// <summary>(softmax − one-hot) · factor, 0 for ignored rows.</summary>
    private struct CrossEntropyGradient : IRowKernel
    {
        public int[] Labels;
        public float[]? Weights;
        public float Factor;
        public float* Probabilities, Gradient;
        public int Classes;
        public bool Accumulate;

        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int r = first; r < end; r++)
            {
                float* p = Probabilities + (nint)r * Classes;
                float* d = Gradient + (nint)r * Classes;
                float factor = Labels[r] == IgnoredLabel ? 0f : Factor * (Weights is null ? 1f : Weights[r]);
                TVector factors = TLane.Splat(factor);
                int j = 0;
                for (; j + TLane.Width <= Classes; j += TLane.Width)
                    TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(p + j), factors, Accumulate ? TLane.Load(d + j) : TLane.Zero), d + j);
                for (; j < Classes; j++) d[j] = p[j] * factor + (Accumulate ? d[j] : 0f);
                if (factor != 0f) d[Labels[r]] -= factor;
            }
        }
    }
}
