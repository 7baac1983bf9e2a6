namespace Heed.Lens.WholeMap;

/// <summary>What a map of the whole model says about one query: a number for every token it may have come from.</summary>
/// <param name="Tokens">[T], a number for each token of the stack that was asked about.</param>
/// <param name="Source">[Ts], the same for what an encoder read and the decoder reached through cross-attention; null without an encoder.</param>
public sealed record MapRow(double[] Tokens, double[]? Source = null)
{
    /// <summary>The token with the largest number.</summary>
    /// <param name="but">Tokens left out: the query itself, a sink.</param>
    public int Strongest(params ReadOnlySpan<int> but)
    {
        int best = -1;
        for (int t = 0; t < Tokens.Length; t++)
            if (!but.Contains(t) && (best < 0 || Tokens[t] > Tokens[best])) best = t;
        return best;
    }
}
