using System.Globalization;

namespace Heed.Models.Generation;

/// <summary>Chooses tokens from logits: temperature, then top-k, then top-p, then one draw.</summary>
public sealed class Sampler
{
    private readonly SamplingOptions _options;
    private Randomness _random;

    /// <summary>Makes a sampler; its draws follow from the seed.</summary>
    /// <exception cref="HeedException">An option is out of range.</exception>
    public Sampler(SamplingOptions options)
    {
        options.Validate();
        _options = options;
        _random = new Randomness(options.Seed, stream: 0x53414D50);
    }

    /// <summary>The next token.</summary>
    /// <param name="logits">[V]; −∞ rules a token out.</param>
    /// <exception cref="HeedException">A logit is NaN or +∞, or every one is −∞: the model is damaged.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        Check(logits);
        if (_options.Temperature == 0) return Likeliest(logits);
        var candidates = new (double Weight, int Id)[logits.Length];
        double max = logits[Likeliest(logits)];
        for (int i = 0; i < candidates.Length; i++) candidates[i] = (Math.Exp((logits[i] - max) / _options.Temperature), i);
        Array.Sort(candidates, (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Id.CompareTo(b.Id));

        int count = _options.TopK > 0 ? Math.Min(_options.TopK, candidates.Length) : candidates.Length;
        double total = 0;
        for (int i = 0; i < count; i++) total += candidates[i].Weight;
        if (_options.TopP < 1)
        {
            double reached = 0;
            int kept = 0;
            while (kept < count && reached < _options.TopP * total) reached += candidates[kept++].Weight;
            (count, total) = (kept, reached);
        }
        double draw = _random.NextDouble() * total;
        for (int i = 0; i < count; i++)
        {
            draw -= candidates[i].Weight;
            if (draw < 0) return candidates[i].Id;
        }
        return candidates[count - 1].Id;
    }

    private static void Check(ReadOnlySpan<float> logits)
    {
        bool any = false;
        for (int i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]) || float.IsPositiveInfinity(logits[i]))
                throw new HeedException(string.Create(CultureInfo.InvariantCulture, $"logits: expected numbers; got {logits[i]} for token {i}. The model's weights are damaged."));
            any |= !float.IsNegativeInfinity(logits[i]);
        }
        if (!any) throw new HeedException("logits: expected a number for at least one token; every one is ruled out.");
    }

    /// <summary>The token with the largest logit, the first of equals.</summary>
    public static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        return best;
    }
}
