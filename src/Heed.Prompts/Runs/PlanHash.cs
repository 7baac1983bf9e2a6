using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Runs;

/// <summary>What a plan asks, as a number: a run is taken up again only where it is the same.</summary>
internal static class PlanHash
{
    /// <summary>sha256 over everything that decides rows: files that the configuration named are in it as their contents.</summary>
    public static string Of(EvalPlan plan)
    {
        var parts = new List<string>();
        foreach (PlannedColumn column in plan.Columns)
            parts.Add(CanonicalJson.Hash([
                column.Provider.Id, column.Provider.Label, CanonicalJson.Text(column.Provider.Config), column.Provider.Transform ?? "", column.Provider.Model ?? "",
                column.Prompt.Raw, column.Prompt.Label, CanonicalJson.Text(column.Prompt.Config), column.Prompt.IsLiteral ? "literal" : "",
            ]));
        foreach (PlannedCase one in plan.Cases)
        {
            parts.Add(CanonicalJson.Hash([
                one.Description ?? "", Number(one.Threshold), CanonicalJson.Text(one.Options.Raw), one.Options.Prefix, one.Options.Suffix, CanonicalJson.Text(one.Metadata),
                CanonicalJson.Text(one.ProviderOutput), one.Provider ?? "", $"{one.Test}.{one.Repeat}",
                .. one.Vars.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => (string[])[pair.Key, CanonicalJson.Text(pair.Value)]),
            ]));
            foreach (PlannedAssertion assertion in one.Assertions) parts.Add(Of(assertion));
        }
        foreach ((string name, string value) in plan.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) parts.Add(CanonicalJson.Hash(name, value));
        return CanonicalJson.Hash([.. parts]);
    }

    private static string Of(PlannedAssertion assertion)
        => CanonicalJson.Hash([
            assertion.Type, assertion.Not ? "not" : "", CanonicalJson.Text(assertion.Value), Number(assertion.Threshold), Number(assertion.Weight), assertion.Metric ?? "",
            assertion.Transform ?? "", CanonicalJson.Text(assertion.Config), CanonicalJson.Text(assertion.Grader), CanonicalJson.Text(assertion.RubricPrompt),
            .. assertion.Members.Select(Of),
        ]);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
