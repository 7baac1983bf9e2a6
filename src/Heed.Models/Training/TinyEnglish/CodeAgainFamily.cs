using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>Different variables set, then set to the same again in another order: "total = 42; price = 17; price = 17; total = 42;". At most 16 assignments.</summary>
internal sealed class CodeAgainFamily() : FreeFamily("code_again")
{
    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int most = Math.Min(difficulty.Assignments.Most, WordLists.Variables.Count);
        int count = random.NextBetween(Math.Min(difficulty.Assignments.Least, most), most);
        int[] variables = random.Distinct(count, WordLists.Variables.Count);
        int[] numbers = TwoDigits.Draw(ref random, count);
        var draft = new Draft();
        for (int line = 0; line < count; line++)
            draft.Write($"{WordLists.Variables[variables[line]]} = {numbers[line]}; ");
        foreach (int again in random.Distinct(count, count))
            draft.Write($"{WordLists.Variables[variables[again]]} = ").Answer(numbers[again].ToString(CultureInfo.InvariantCulture)).Write("; ");
        return draft;
    }
}
