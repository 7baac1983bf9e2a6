namespace Heed.Prompts.Statistics;

/// <summary>What the arguments of all statistics are held to.</summary>
internal static class Checks
{
    public static void Confidence(double confidence)
    {
        if (!(confidence > 0
            && confidence < 1)) throw new HeedException($"confidence: expected a number between 0 and 1, both excluded, such as 0.95; got {confidence}.");
    }

    public static void Counts(params ReadOnlySpan<(string Name, int Value)> counts)
    {
        foreach ((string name, int value) in counts)
            if (value < 0) throw new HeedException($"{name}: expected a count of at least 0; got {value}.");
    }

    public static void Finite(string name, ReadOnlySpan<double> values, int least)
    {
        if (values.Length < least) throw new HeedException($"{name}: expected at least {least}; got {values.Length}.");
        for (int i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i])) throw new HeedException($"{name}: expected finite numbers; got {values[i]} at {i}.");
    }

    public static void Probabilities(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!(values[i] >= 0 && values[i] <= 1)) throw new HeedException($"p: expected probabilities between 0 and 1; got {values[i]} at {i}.");
    }
}
