using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "total = 42; price = 17; print(total) gives 42." Variables may be set again; the last value counts. The place of that
/// last assignment is uniform over the sentence.
/// </summary>
internal sealed class CodeFamily() : FreeFamily("code")
{
    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int count = random.NextBetween(difficulty.Assignments.Least, difficulty.Assignments.Most);
        int[] numbers = TwoDigits.Draw(ref random, count);
        int asked = random.NextInt(WordLists.Variables.Count);
        int last = random.NextInt(count);
        int[] variables = DrawVariables(ref random, count, asked, last);

        var draft = new Draft();
        for (int line = 0; line < count; line++)
            draft.Write($"{WordLists.Variables[variables[line]]} = {numbers[line]}; ");
        return draft
            .Write($"print({WordLists.Variables[asked]}) gives ")
            .Answer(numbers[last].ToString(CultureInfo.InvariantCulture))
            .Write(".");
    }

    /// <summary>Any variable before the last assignment of the asked one, any other variable after it.</summary>
    private static int[] DrawVariables(ref Randomness random, int count, int asked, int last)
    {
        int[] variables = new int[count];
        for (int line = 0; line < count; line++)
            variables[line] = line < last ? random.NextInt(WordLists.Variables.Count) : Other(ref random, asked);
        variables[last] = asked;

        // In short programs chance would rarely set the asked variable twice: a third of the time it is made to.
        if (last > 0 && random.NextInt(3) == 0)
            variables[random.NextInt(last)] = asked;
        return variables;
    }

    private static int Other(ref Randomness random, int asked)
    {
        int other = random.NextInt(WordLists.Variables.Count - 1);
        return other < asked ? other : other + 1;
    }
}
