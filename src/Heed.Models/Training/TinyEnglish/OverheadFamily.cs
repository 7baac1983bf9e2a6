namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "The guitar was too long for the overhead bin, so it had to be checked. What had to be checked? The guitar." The fate
/// tells what "it" is: some befall items, others containers.
/// </summary>
internal sealed class OverheadFamily() : PairFamily(
    "overhead", ["item", "container"], new PairTable(WordLists.Items, WordLists.Containers))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        bool big = variant == "item";
        string item = WordLists.Items[pair.First], container = WordLists.Containers[pair.Second];
        (string subject, string other) = big ? (item, container) : (container, item);
        string size = random.Pick(big ? WordLists.BigWords : WordLists.SmallWords);
        string fate = random.Pick(big ? WordLists.ItemFates : WordLists.ContainerFates);

        return new Draft()
            .Write($"The {subject} was too {size} for the {other}, so ")
            .It(subject)
            .Write($" had to be {fate}. What had to be {fate}? The ")
            .Answer(subject)
            .Write(".");
    }
}
