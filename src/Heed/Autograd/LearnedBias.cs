using Heed.Observers;
using Heed.Scores;

namespace Heed.Autograd;

/// <summary>An additive bias that is learned: <see cref="Score"/> adds it, and its gradient is Σ dT over the axes along
/// which it is broadcast.</summary>
/// <remarks>Right only where nothing but sums follows it: the order soft cap, then bias.</remarks>
public readonly unsafe struct LearnedBias : IScoreParameters
{
    private readonly Tensor _bias;

    /// <summary>Takes the bias.</summary>
    /// <param name="bias">[B or 1, Hq or 1, Tq or 1, Tk or 1]; must live as long as the pass.</param>
    /// <exception cref="ArgumentException">It has not four axes.</exception>
    public LearnedBias(Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Shape.Length != 4)
            throw new ArgumentException($"bias: expected [B or 1, Hq or 1, Tq or 1, Tk or 1]; got {bias}.", nameof(bias));
        _bias = bias;
    }

    /// <summary>t = s + bias.</summary>
    public AdditiveBias Score => new(View(_bias.Data));

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (_bias is null) throw new ArgumentException("learned bias: expected a tensor; got none.", "parameters");
        View(_bias.Data).Check("learned bias", "parameters", batch, heads, queryCount, keyCount);
    }

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass)
    {
        if (_bias.RequiresGradient)
            pass.Run(new BothGradients<TObserver, BiasGradient>(others, new BiasGradient(View(_bias.OpenGradientToAdd()))));
        else pass.Run(others);
    }

    private BiasView View(float* data) => new(data, _bias.Shape[0], _bias.Shape[1], _bias.Shape[2], _bias.Shape[3]);
}
