namespace Heed.Models.Training.TinyEnglish;

/// <summary>The numbers of <c>code</c> and <c>keys</c>: 10 to 99, no two alike in one sentence.</summary>
internal static class TwoDigits
{
    public static int[] Draw(ref Randomness random, int count)
    {
        int[] numbers = random.Distinct(count, 90);
        foreach (ref int number in numbers.AsSpan())
            number += 10;
        return numbers;
    }
}
