namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// A kind of sentence with a known answer. A family has no state: equal randomness gives equal sentences, from any thread.
/// </summary>
public interface IFamily
{
    /// <summary>The name, as in <see cref="Sentence.Family"/>.</summary>
    string Name { get; }

    /// <summary>The names of its variants, as in <see cref="Sentence.Variant"/>.</summary>
    IReadOnlyList<string> Variants { get; }

    /// <summary>
    /// Whether an encoder sees most answers and only some are masked, as in a sequence given twice; otherwise all answers are masked together.
    /// </summary>
    bool MasksSome => false;

    /// <summary>A random sentence of the split; pairs and variants are equally likely.</summary>
    Sentence Draw(ref Randomness random, Split split, in Difficulty difficulty);

    /// <summary>How many slots a sweep over all pairs and variants of the split has; 1 where there is nothing to sweep over.</summary>
    int SweepLength(Split split);

    /// <summary>
    /// A sentence of one slot of the sweep, only the rest of its words random. Any run of slots from 0 on holds pairs, and
    /// variants, as evenly as its length allows. Slots count on past the end of the sweep.
    /// </summary>
    Sentence DrawSlot(ref Randomness random, Split split, in Difficulty difficulty, int slot);
}
