namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "The trophy would not fit in the suitcase because it was too big. What was too big? The trophy." The adjective alone
/// decides what "it" is: a big word the item, a small word the container.
/// </summary>
internal sealed class FitsFamily() : PairFamily(
    "fits", ["would_big", "would_small", "did_big", "did_small"], new PairTable(WordLists.Items, WordLists.Containers))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        bool big = variant.EndsWith("big", StringComparison.Ordinal);
        string item = WordLists.Items[pair.First], container = WordLists.Containers[pair.Second];
        string referent = big ? item : container;
        string size = random.Pick(big ? WordLists.BigWords : WordLists.SmallWords);

        return new Draft()
            .Write(variant.StartsWith("would", StringComparison.Ordinal)
                ? $"The {item} would not fit in the {container} because "
                : $"The {item} did not fit into the {container}, since ")
            .It(referent)
            .Write($" was too {size}. What was too {size}? The ")
            .Answer(referent)
            .Write(".");
    }
}
