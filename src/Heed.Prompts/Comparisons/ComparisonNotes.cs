using System.Text.Json;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>What a reader should know before believing the numbers of a comparison.</summary>
internal static class ComparisonNotes
{
    public static IEnumerable<string> Of(ComparedVariant a, ComparedVariant b, IReadOnlyList<ComparedCase> cases)
    {
        bool repeats = cases.Any(test => test.A.Count > 1 || test.B.Count > 1);
        if (a.IsGreedy && b.IsGreedy)
            yield return "Both answer greedily on local models, which is bit-exact: only the choice of cases is random"
                + (repeats ? ", and the repeats add nothing." : ", and repeats would add nothing.");
        if (repeats) yield return "Repeats are averaged within their case: they are no cases of their own.";
        int unequal = cases.Count(test => test.A.Count != test.B.Count);
        if (unequal > 0) yield return $"{Cases(unequal)} not repeated equally often with both.";
        int judged = cases.Count(test => Held(test.A[0].Case) != Held(test.B[0].Case));
        if (judged > 0) yield return $"{Cases(judged)} held to other assertions in the second run: their differences may be those of the assertions.";
        foreach ((string name, ComparedVariant variant) in (IEnumerable<(string, ComparedVariant)>)[("A", a), ("B", b)])
        {
            int errors = variant.Rows.Count(row => row.Failure == FailureReason.Error);
            if (errors > 0) yield return $"{errors} of {variant.Rows.Count} rows of {name} are errors: they count as not passed, with a score of 0.";
        }
    }

    private static string Cases(int count) => count == 1 ? "1 case is" : $"{count} cases are";

    private static string Held(PlannedCase test) => $"{test.Threshold}|{string.Join('\u001F', test.Assertions.Select(Text))}";

    private static string Text(PlannedAssertion assertion) => assertion.Raw.ValueKind == JsonValueKind.Object ? ShownValue.Of(assertion.Raw)
        : $"{assertion.Not}{assertion.Type}{ShownValue.Of(assertion.Value)}{assertion.Threshold}{assertion.Weight}";
}
