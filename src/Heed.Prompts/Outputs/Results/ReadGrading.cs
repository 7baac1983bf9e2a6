using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Outputs.Results;

/// <summary>What was said of an answer, in a results file: members of a set stand in it and once more behind it.</summary>
internal static class ReadGrading
{
    public static IReadOnlyList<AssertionResult> Of(JsonPlace grading, PlannedCase test)
    {
        var results = new List<AssertionResult>();
        IReadOnlyList<JsonPlace> items = grading.Find("componentResults")?.Items() ?? [];
        for (int i = 0; i < items.Count; i++)
        {
            IReadOnlyList<JsonPlace> members = items[i].Find("componentResults")?.Items() ?? [];
            PlannedAssertion? planned = results.Count < test.Assertions.Count ? test.Assertions[results.Count] : null;
            results.Add(Result(items[i], planned) with { Members = [.. members.Select((member, m)
                => Result(member, planned?.Members.ElementAtOrDefault(m)))] });
            if (members.Count > 0 && Enumerable.Range(0, members.Count).All(m => i + 1 + m < items.Count && JsonElement.DeepEquals(members[m].Value,
                items[i + 1 + m].Value)))
                i += members.Count;
        }
        return results;
    }

    // Its own assertion goes before the one at its place in the case.
    private static AssertionResult Result(JsonPlace result, PlannedAssertion? planned)
    {
        PlannedAssertion assertion = result.Find("assertion") is { } own ? ReadCases.ReadAssertion(own) : planned ?? new PlannedAssertion("",
            new Place(result.File));
        JsonPlace? metadata = result.Find("metadata");
        Verdict verdict = metadata?.Find("verdict")?.TextOrNull() switch
        {
            "error" => Verdict.Error,
            "unsupported" => Verdict.Unsupported,
            _ => result.Find("pass")?.Flag() == true ? Verdict.Pass : Verdict.Fail,
        };
        return new AssertionResult(assertion, verdict, result.Find("score")?.Number() ?? 0, result.Find("reason")?.TextOrNull() ?? "")
        {
            Metric = metadata?.Find("metric")?.TextOrNull() ?? assertion.Metric,
            Value = metadata?.Find("renderedAssertionValue")?.Value ?? assertion.Value,
            Details = metadata?.Find("details")?.Value ?? default,
        };
    }
}
