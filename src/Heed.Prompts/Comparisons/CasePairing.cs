using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// Which cases of two variants are the same: those with the same variables, wherever they stand in their files. Of several with the same variables those of
/// the same
/// description belong together, then those in the same order. Repeats of a case stay together.
/// </summary>
/// <param name="Pairs">Cases of both, in the base's order.</param>
/// <param name="OnlyA">Cases of the base alone.</param>
/// <param name="OnlyB">Cases of the other alone.</param>
internal sealed record CasePairing(IReadOnlyList<ComparedCase> Pairs, IReadOnlyList<PlannedCase> OnlyA, IReadOnlyList<PlannedCase> OnlyB)
{
    public static CasePairing Of(IReadOnlyList<RunRow> a, IReadOnlyList<RunRow> b)
    {
        Dictionary<string, List<List<RunRow>>> first = Cases(a), second = Cases(b);
        var pairs = new List<ComparedCase>();
        var onlyA = new List<PlannedCase>();
        foreach ((string vars, List<List<RunRow>> cases) in first)
        {
            List<List<RunRow>> others = second.GetValueOrDefault(vars) ?? [];
            var matches = new List<RunRow>?[cases.Count];
            for (int i = 0; i < cases.Count; i++)
                matches[i] = Take(others, others.FindIndex(other => other[0].Case.Description == cases[i][0].Case.Description));
            for (int i = 0; i < cases.Count; i++)
            {
                matches[i] ??= Take(others, 0);
                if (matches[i] is { } match) pairs.Add(new ComparedCase(cases[i], match));
                else onlyA.Add(cases[i][0].Case);
            }
        }
        return new CasePairing(
            [.. pairs.OrderBy(pair => pair.Case.Index)], [.. onlyA.OrderBy(test => test.Index)],
            [.. second.Values.SelectMany(cases => cases).Select(rows => rows[0].Case).OrderBy(test => test.Index)]);
    }

    private static List<RunRow>? Take(List<List<RunRow>> cases, int place)
    {
        if (place < 0 || place >= cases.Count) return null;
        List<RunRow> taken = cases[place];
        cases.RemoveAt(place);
        return taken;
    }

    // By variables; each case a list of its repeats: a test may give the same variables several times, which its place among them tells apart.
    private static Dictionary<string, List<List<RunRow>>> Cases(IReadOnlyList<RunRow> rows)
        => rows.OrderBy(row => row.Case.Index).GroupBy(row => Vars(row.Case)).ToDictionary(group => group.Key, group => group
            .GroupBy(row => (row.Case.Test, row.Case.Repeat)).SelectMany(repeat => repeat.Select((row, place) => (row, place)))
            .GroupBy(pair => (pair.row.Case.Test, pair.place)).Select(same => same.Select(pair => pair.row).ToList()).ToList());

    /// <summary>A case's variables as one text: equal for equal ones.</summary>
    public static string Vars(PlannedCase test)
        => string.Join('\u001F', test.Vars.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}\u001E{pair.Value.ValueKind}\u001E{ShownValue.Of(pair.Value)}"));
}
