using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>As <see cref="CodeFamily"/>, but every variable is printed, in random order. At most 14 assignments.</summary>
internal sealed class CodeAllFamily() : FreeFamily("code_all")
{
    private const int MostAssignments = 14;

    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int count = random.NextBetween(difficulty.Assignments.Least, Math.Clamp(difficulty.Assignments.Most, difficulty.Assignments.Least, MostAssignments));
        int[] numbers = TwoDigits.Draw(ref random, count);
        var values = new SortedDictionary<int, int>();
        var draft = new Draft();
        for (int line = 0; line < count; line++)
        {
            int variable = random.NextInt(WordLists.Variables.Count);
            values[variable] = numbers[line];
            draft.Write($"{WordLists.Variables[variable]} = {numbers[line]}; ");
        }
        int[] variables = [.. values.Keys];
        foreach (int asked in random.Distinct(variables.Length, variables.Length))
            draft.Write($"print({WordLists.Variables[variables[asked]]}) gives ").Answer(values[variables[asked]].ToString(CultureInfo.InvariantCulture)).Write("; ");
        return draft;
    }
}
