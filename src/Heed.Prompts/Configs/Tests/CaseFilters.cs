using System.Text.RegularExpressions;
using Heed.Prompts.Configs.Nodes;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Chooses tests: by metadata, then by description, then the first ones, then a sample.</summary>
internal static class CaseFilters
{
    /// <summary>Those that are chosen, in their order.</summary>
    /// <param name="tests">Tests with their defaults.</param>
    /// <param name="node">The section of one.</param>
    /// <param name="overrides">What is asked for.</param>
    /// <exception cref="HeedException">A pattern is malformed.</exception>
    public static IReadOnlyList<T> Apply<T>(IReadOnlyList<T> tests, Func<T, ConfigNode> node, ConfigOverrides overrides)
    {
        IEnumerable<T> chosen = tests.Where(test => overrides.Metadata.All(pair => Has(node(test).Find("metadata")?.Find(pair.Key), pair.Value)));
        if (overrides.DescriptionPattern is { } pattern)
        {
            Regex regex = Pattern(pattern, "--filter-pattern");
            chosen = chosen.Where(test => node(test).Find("description")?.Scalar() is { } description && regex.IsMatch(description));
        }
        if (overrides.First is { } first) chosen = chosen.Take(first);
        T[] left = [.. chosen];
        return overrides.Sample is { } sample && sample < left.Length ? Sampled(left, sample, overrides.Seed) : left;
    }

    /// <summary>A regular expression of the command line.</summary>
    /// <exception cref="HeedException">It is malformed.</exception>
    public static Regex Pattern(string pattern, string option)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException error)
        {
            throw new HeedException($"{option}: expected a regular expression; got '{pattern}': {error.Message}", error);
        }
    }

    // As promptfoo has it: the value, or one of a list, has the text somewhere in it.
    private static bool Has(ConfigNode? value, string sought) => value switch
    {
        null => false,
        { Kind: NodeKind.List } => value.Items.Any(item => Has(item, sought)),
        _ => value.Scalar()?.Contains(sought, StringComparison.Ordinal) ?? false,
    };

    // Each set of tests is equally likely, and the same seed chooses the same on every machine (Knuth's selection sampling).
    private static List<T> Sampled<T>(T[] tests, int count, ulong seed)
    {
        var random = new Randomness(seed);
        var chosen = new List<T>(count);
        for (int i = 0; i < tests.Length && chosen.Count < count; i++)
            if (random.NextDouble() * (tests.Length - i) < count - chosen.Count) chosen.Add(tests[i]);
        return chosen;
    }
}
