using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// As <see cref="KeysFamily"/>, but every code is asked for, in random order: many answers a sentence, from which the family with one question is
/// learned much sooner. At most 12 pairs.
/// </summary>
internal sealed class KeysAllFamily() : FreeFamily("keys_all")
{
    private const int MostPairs = 12;

    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int count = random.NextBetween(difficulty.Pairs.Least, Math.Clamp(difficulty.Pairs.Most, difficulty.Pairs.Least, MostPairs));
        int[] names = random.Distinct(count, WordLists.KeyNames.Count);
        int[] numbers = TwoDigits.Draw(ref random, count);
        var draft = new Draft();
        for (int place = 0; place < count; place++)
            draft.Write($"The code of {WordLists.KeyNames[names[place]]} is {numbers[place]}. ");
        foreach (int asked in random.Distinct(count, count))
            draft.Write($"What is the code of {WordLists.KeyNames[names[asked]]}? It is ").Answer(numbers[asked].ToString(CultureInfo.InvariantCulture)).Write(". ");
        return draft;
    }
}
