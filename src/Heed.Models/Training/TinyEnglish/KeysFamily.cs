using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "The code of amber is 42. The code of basil is 17. What is the code of amber? It is 42." Names and numbers differ, and
/// the asked one is uniform over the places.
/// </summary>
internal sealed class KeysFamily() : FreeFamily("keys")
{
    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int most = Math.Min(difficulty.Pairs.Most, WordLists.KeyNames.Count);
        int count = random.NextBetween(difficulty.Pairs.Least, most);
        int[] names = random.Distinct(count, WordLists.KeyNames.Count);
        int[] numbers = TwoDigits.Draw(ref random, count);
        int asked = random.NextInt(count);

        var draft = new Draft();
        for (int place = 0; place < count; place++)
            draft.Write($"The code of {WordLists.KeyNames[names[place]]} is {numbers[place]}. ");
        return draft
            .Write($"What is the code of {WordLists.KeyNames[names[asked]]}? It is ")
            .Answer(numbers[asked].ToString(CultureInfo.InvariantCulture))
            .Write(".");
    }
}
