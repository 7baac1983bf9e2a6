namespace Heed;

/// <summary>The gradient of learned sinks. A sink's weight in row i is a = exp(sink − LSE_i) and its value 0, so dT = a·(0 − δ_i)
/// with δ_i = g_i·o_i.</summary>
internal static unsafe class AttentionSinks
{
    /// <summary>Adds Σ dT to each head's gradient, in double.</summary>
    public static void AddGradient(
        in AttentionInputs inputs, HeadView output, float* logSumExp, HeadView outputGradient, Span<float> sinkGradient)
    {
        HeadView q = inputs.Queries;
        for (int head = 0; head < q.Heads; head++)
        {
            double sink = ((float*)inputs.Sinks)[head], sum = 0;
            if (double.IsNegativeInfinity(sink)) continue;
            for (int batch = 0; batch < q.Batch; batch++)
                for (int row = 0; row < q.Length; row++)
                {
                    float* o = output.Row(batch, head, row), g = outputGradient.Row(batch, head, row);
                    double delta = 0;
                    for (int d = 0; d < output.Width; d++) delta += (double)o[d] * g[d];
                    sum -= Math.Exp(sink - logSumExp[((nint)batch * q.Heads + head) * q.Length + row]) * delta;
                }
            sinkGradient[head] += (float)sum;
        }
    }
}
