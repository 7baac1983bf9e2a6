namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// An endless corpus of tiny English. Every sentence is a function of the seed and what is asked for, nothing else: so
/// training can stop and go on by its index alone, and any thread may draw any sentence.
/// </summary>
/// <param name="seed">Corpora of different seeds are unrelated; the split is the same in all of them.</param>
public sealed class TinyEnglishCorpus(ulong seed)
{
    /// <summary>The seed.</summary>
    public ulong Seed => seed;

    /// <summary>The sentence at an index.</summary>
    /// <param name="index">Any index from 0 on.</param>
    /// <param name="split">Training sentences never hold what is held out; held-out sentences always do.</param>
    /// <param name="difficulty">How long the sentences of the free families may be.</param>
    /// <param name="mixture">How often each family comes; <see cref="Mixture.Default"/> if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public Sentence Sentence(long index, Split split, in Difficulty difficulty, Mixture? mixture = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var random = new Randomness(seed, (ulong)split, (ulong)index);
        return (mixture ?? Mixture.Default).Draw(ref random).Draw(ref random, split, difficulty);
    }

    /// <summary>
    /// Held-out sentences of one family for measuring, all different, with pairs and variants as even as the number allows;
    /// fewer than <paramref name="count"/> where the family has no more.
    /// </summary>
    /// <param name="family">A name in <see cref="Families.All"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="difficulty">Bounds for a small window; <see cref="Difficulty.Full"/> if left out.</param>
    /// <exception cref="ArgumentException">There is no such family.</exception>
    public IEnumerable<Sentence> HeldOut(string family, int count, Difficulty? difficulty = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return HeldOutSweep.Run(seed, Families.PlaceOf(family), count, difficulty ?? Difficulty.Full);
    }
}
