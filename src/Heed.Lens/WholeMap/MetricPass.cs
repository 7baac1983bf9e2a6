using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>A forward and a backward pass from a metric, watched by a hook.</summary>
internal static class MetricPass
{
    /// <summary>Runs both.</summary>
    /// <returns>The metric's value.</returns>
    /// <exception cref="HeedException">The metric is no single finite number.</exception>
    public static float Run(Transformer model, TokenBatch batch, Func<Tape, Tensor, Tensor> metric, IHook hook)
    {
        using var tape = new Tape(recording: true) { ReleasesOnBackward = true };
        Tensor value = metric(tape, model.Hidden(tape, batch, hook: hook));
        if (value.Count != 1) throw new HeedException($"metric: expected one number; got {value}.");
        float number = value.Span[0];
        if (!float.IsFinite(number)) throw new HeedException($"metric: expected a finite number; got {number}.");
        tape.Backward(value);
        return number;
    }
}
