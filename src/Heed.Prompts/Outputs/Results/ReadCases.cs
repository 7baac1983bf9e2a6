using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Outputs.Results;

/// <summary>The cases of a results file, by testIdx.</summary>
internal static class ReadCases
{
    public static IReadOnlyDictionary<int, PlannedCase> Of(IReadOnlyList<JsonPlace> rows)
    {
        var cases = new Dictionary<int, PlannedCase>();
        var seen = new Dictionary<string, (int Test, int Count)>(StringComparer.Ordinal);
        foreach (JsonPlace row in rows.OrderBy(row => row.Index("testIdx")))
        {
            int index = row.Index("testIdx");
            if (cases.ContainsKey(index)) continue;
            JsonPlace test = row.Object("testCase");
            JsonPlace? ours = row.Find("metadata")?.Find("heed");
            // Promptfoo does not say which repeat a row is: the same case again is the next one.
            string text = ShownValue.Of(test.Value);
            (int first, int count) = seen.GetValueOrDefault(text, (index, 0));
            seen[text] = (first, count + 1);
            cases[index] = Case(index, test) with
            {
                Test = ours?.Find("test") is null ? first : ours.Index("test"),
                Repeat = ours?.Find("repeat") is null ? count : ours.Index("repeat"),
            };
        }
        return cases;
    }

    // A text, or {id, label, …} as promptfoo writes it.
    private static PlannedProvider? Named(JsonPlace? provider)
        => (provider?.TextOrNull() ?? provider?.Find("id")?.TextOrNull()) is { } id
            ? new PlannedProvider(id, provider?.Find("label")?.TextOrNull() ?? id) { Model = id.StartsWith("heed:", StringComparison.Ordinal) ? id : null } : null;

    private static PlannedCase Case(int index, JsonPlace test) => new(index)
    {
        Description = test.Find("description")?.TextOrNull(),
        Vars = test.Find("vars")?.Values() ?? new Dictionary<string, JsonElement>(),
        Assertions = [.. test.Find("assert")?.Items().Select(ReadAssertion) ?? []],
        Threshold = test.Find("threshold") is { Value.ValueKind: JsonValueKind.Number } threshold ? threshold.Number() : null,
        Metadata = test.Find("metadata")?.Value ?? default,
        ProviderOutput = test.Find("providerOutput")?.Value ?? default,
        Provider = Named(test.Find("provider")),
        Options = test.Find("options") is not { } options ? new CaseOptions() : new CaseOptions
        {
            Prefix = options.Find("prefix")?.TextOrNull() ?? "",
            Suffix = options.Find("suffix")?.TextOrNull() ?? "",
            Transform = options.Find("transform")?.TextOrNull(),
            TransformVars = options.Find("transformVars")?.TextOrNull(),
            StoreOutputAs = options.Find("storeOutputAs")?.TextOrNull(),
            Grader = options.Find("provider")?.Value ?? default,
            RubricPrompt = options.Find("rubricPrompt")?.Value ?? default,
            Raw = options.Value,
        },
    };

    /// <summary>An assertion as it stands in a case.</summary>
    public static PlannedAssertion ReadAssertion(JsonPlace assertion)
    {
        string type = assertion.Find("type")?.TextOrNull() ?? "";
        bool not = type.StartsWith("not-", StringComparison.Ordinal);
        return new PlannedAssertion(not ? type[4..] : type, new Place(assertion.File))
        {
            Not = not,
            Value = assertion.Find("value")?.Value ?? default,
            Threshold = assertion.Find("threshold") is { Value.ValueKind: JsonValueKind.Number } threshold ? threshold.Number() : null,
            Weight = assertion.Find("weight") is { Value.ValueKind: JsonValueKind.Number } weight ? weight.Number() : 1,
            Metric = assertion.Find("metric")?.TextOrNull(),
            Transform = assertion.Find("transform")?.TextOrNull(),
            Grader = assertion.Find("provider")?.Value ?? default,
            RubricPrompt = assertion.Find("rubricPrompt")?.Value ?? default,
            Config = assertion.Find("config")?.Value ?? default,
            Members = [.. assertion.Find("assert")?.Items().Select(ReadAssertion) ?? []],
            Raw = assertion.Value,
        };
    }
}
