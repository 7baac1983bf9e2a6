namespace Heed.Models.Training.TinyEnglish;

/// <summary>A family around two nouns, of which some pairs are held out.</summary>
internal abstract class PairFamily(string name, IReadOnlyList<string> variants, PairTable pairs) : IFamily
{
    public string Name => name;

    public IReadOnlyList<string> Variants => variants;

    public Sentence Draw(ref Randomness random, Split split, in Difficulty difficulty)
    {
        ReadOnlySpan<(int First, int Second)> choices = pairs[split];
        return Write(ref random, split, choices[random.NextInt(choices.Length)], random.NextInt(variants.Count));
    }

    public int SweepLength(Split split) => pairs[split].Length * variants.Count;

    public Sentence DrawSlot(ref Randomness random, Split split, in Difficulty difficulty, int slot)
    {
        // A round gives every pair once; the variants move on by one from pair to pair and from round to round.
        (int round, int place) = Math.DivRem(slot, pairs[split].Length);
        return Write(ref random, split, pairs[split][place], (place + round) % variants.Count);
    }

    private Sentence Write(ref Randomness random, Split split, (int First, int Second) pair, int variant) =>
        Write(ref random, pair, variants[variant]).Finish(name, split, variants[variant], pair);

    /// <summary>Writes the sentence of a pair in a variant; other words are drawn.</summary>
    protected abstract Draft Write(ref Randomness random, (int First, int Second) pair, string variant);
}
