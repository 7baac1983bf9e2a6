using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// The statements of <see cref="KeysFamily"/> made twice, the second time in another order: "The code of amber is 42. The code of basil is 17. The code of
/// basil is 17. The code of amber is 42." The step between repeating and answering. At most 16 pairs.
/// </summary>
internal sealed class KeysAgainFamily() : FreeFamily("keys_again")
{
    private const int MostPairs = 16;

    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int count = random.NextBetween(difficulty.Pairs.Least, Math.Clamp(difficulty.Pairs.Most, difficulty.Pairs.Least, MostPairs));
        int[] names = random.Distinct(count, WordLists.KeyNames.Count);
        int[] numbers = TwoDigits.Draw(ref random, count);
        var draft = new Draft();
        for (int place = 0; place < count; place++)
            draft.Write($"The code of {WordLists.KeyNames[names[place]]} is {numbers[place]}. ");
        foreach (int again in random.Distinct(count, count))
            draft.Write($"The code of {WordLists.KeyNames[names[again]]} is ").Answer(numbers[again].ToString(CultureInfo.InvariantCulture)).Write(". ");
        return draft;
    }
}
