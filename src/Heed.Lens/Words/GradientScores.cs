using Heed.Lens.Consequences;

namespace Heed.Lens.Words;

/// <summary>What a backward pass says of all edges to a token, summed over queries, heads and layers.</summary>
/// <param name="name">What it is called.</param>
/// <param name="sums">[Hq, Tk] of one attention.</param>
/// <param name="sign">1 where a large number says that the answer rests on the token, −1 where a small one does.</param>
internal sealed class GradientScores(string name, Func<EdgeTable, float[]> sums, float sign) : IWordMethod
{
    /// <summary>A·∂m/∂A.</summary>
    public static GradientScores GradientAttention => new("gradient × attention", table => table.KeyGradients, 1);

    /// <summary>The predicted effect of cutting.</summary>
    public static GradientScores PredictedEffect => new("predicted effect", table => table.KeyEffects, -1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public float[] Scores(WordCase text)
    {
        var scores = new float[text.Length];
        foreach (string attention in text.Attentions)
            if (text.Table(attention) is { } table)
                for (int head = 0; head < table.Heads; head++)
                    for (int t = 0; t < scores.Length; t++) scores[t] += sign * sums(table)[head * table.Keys + t];
        return scores;
    }
}
