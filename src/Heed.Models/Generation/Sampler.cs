using System.Globalization;

namespace Heed.Models.Generation;

/// <summary>
/// Chooses tokens from logits: penalties of what is there already, temperature, then top-k, top-p and min-p, then one draw.
/// </summary>
public sealed class Sampler
{
    private readonly SamplingOptions _options;
    private readonly Dictionary<int, int> _chosen = [];
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
    public int Next(ReadOnlySpan<float> logits) => Next(logits, []);

    /// <summary>The next token of a text.</summary>
    /// <param name="logits">[V]; −∞ rules a token out.</param>
    /// <param name="text">The tokens so far, for the repetition penalty.</param>
    /// <exception cref="HeedException">A logit is NaN or +∞, or every one is −∞: the model is damaged.</exception>
    public int Next(ReadOnlySpan<float> logits, IReadOnlyCollection<int> text)
    {
        Check(logits);
        if (_options.RepetitionPenalty != 1f && text.Count > 0) logits = Penalized(logits, text);
        if (_options.FrequencyPenalty == 0 && _options.PresencePenalty == 0) return Choose(logits);
        int id = Choose(_chosen.Count > 0 ? PenalizedByCount(logits) : logits);
        _chosen[id] = _chosen.GetValueOrDefault(id) + 1;
        return id;
    }

    private int Choose(ReadOnlySpan<float> logits)
    {
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
        if (_options.MinP > 0)
        {
            // The likeliest has weight 1.
            int kept = count;
            while (kept > 1 && candidates[kept - 1].Weight < _options.MinP) total -= candidates[--kept].Weight;
            count = kept;
        }
        double draw = _random.NextDouble() * total;
        for (int i = 0; i < count; i++)
        {
            draw -= candidates[i].Weight;
            if (draw < 0) return candidates[i].Id;
        }
        return candidates[count - 1].Id;
    }

    private float[] Penalized(ReadOnlySpan<float> logits, IReadOnlyCollection<int> text)
    {
        float[] penalized = logits.ToArray();
        foreach (int id in text) // once a token, however often it stands in the text
            penalized[id] = logits[id] < 0 ? logits[id] * _options.RepetitionPenalty : logits[id] / _options.RepetitionPenalty;
        return penalized;
    }

    // Of what this sampler has chosen alone: a prompt may repeat itself.
    private float[] PenalizedByCount(ReadOnlySpan<float> logits)
    {
        float[] penalized = logits.ToArray();
        foreach ((int id, int count) in _chosen) penalized[id] -= count * _options.FrequencyPenalty + _options.PresencePenalty;
        return penalized;
    }

    /// <summary>Refuses logits of a damaged model.</summary>
    internal static void Check(ReadOnlySpan<float> logits)
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
