namespace Heed.Models.Training.TinyEnglish;

/// <summary>How often each family is drawn. It does not change once made.</summary>
public sealed class Mixture
{
    // Running totals in the order of Families.All, so that equal weights draw equally however they were listed.
    private readonly double[] _upTo = new double[Families.All.Count];

    /// <summary>Families by weight; those not named are never drawn.</summary>
    /// <exception cref="ArgumentException">An unknown family, a weight that is negative or not finite, or no weight above zero.</exception>
    public Mixture(IReadOnlyDictionary<string, double> weights)
    {
        foreach ((string family, double weight) in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
                throw new ArgumentException($"weights: expected a finite weight of at least 0 for {family}; got {weight}", nameof(weights));
            _upTo[Families.PlaceOf(family)] = weight;
        }
        for (int place = 1; place < _upTo.Length; place++)
            _upTo[place] += _upTo[place - 1];
        if (_upTo[^1] == 0)
            throw new ArgumentException("weights: expected at least one above 0; got none", nameof(weights));
        Weights = new Dictionary<string, double>(weights);
    }

    /// <summary>Every family; twice as often those that are learned last.</summary>
    public static Mixture Default { get; } = new(new Dictionary<string, double>
    {
        ["fits"] = 2,
        ["overhead"] = 1,
        ["clause"] = 1,
        ["object_clause"] = 1,
        ["agreement"] = 1,
        ["give"] = 2,
        ["support"] = 1,
        ["code"] = 2,
        ["keys"] = 2,
        ["repeat"] = 2,
    });

    /// <summary>The weights it was made of; they need not add up to 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    internal IFamily Draw(ref Randomness random)
    {
        double point = random.NextDouble() * _upTo[^1];

        // Rounding may carry the point up to the total itself: it then belongs to the last family that has a weight.
        int place = 0;
        while (_upTo[place] <= point && _upTo[place] < _upTo[^1])
            place++;
        return Families.All[place];
    }
}
