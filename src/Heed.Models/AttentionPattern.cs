using Heed.Masks;

namespace Heed.Models;

/// <summary>Something to do with the mask a model's layer uses, whatever its type.</summary>
internal interface IMaskedCall
{
    /// <summary>Does it.</summary>
    void Run<TMask>(TMask mask) where TMask : struct, IMask;
}

/// <summary>The one place that turns a direction and a batch's padding into a mask.</summary>
/// <param name="Direction">Which tokens a token sees.</param>
/// <param name="Past">Of a causal direction, keys before the first query's own: the tokens in the cache.</param>
/// <param name="Real">Real tokens of each row; null without padding.</param>
internal readonly record struct AttentionPattern(Direction Direction, int Past, KeyRange[]? Real)
{
    /// <summary>Calls with the mask.</summary>
    public void Apply<TCall>(ref TCall call) where TCall : struct, IMaskedCall
    {
        var causal = new Causal(Past);
        if (Real is null)
        {
            if (Direction == Direction.Causal) call.Run(causal);
            else call.Run(default(Bidirectional));
        }
        else
        {
            var padding = new Padding(Real);
            if (Direction == Direction.Causal) call.Run(new And<Padding, Causal>(padding, causal));
            else call.Run(padding);
        }
    }
}
