using System.Globalization;
using System.Text.RegularExpressions;
using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Runs;

/// <summary>What a plan asks, as a number: a run is taken up again only where it is the same.</summary>
internal static partial class PlanHash
{
    /// <summary>sha256 over everything that decides rows: files that the configuration named are in it as their contents.</summary>
    public static string Of(EvalPlan plan, string models = "")
    {
        var parts = new List<string> { models };
        foreach (PlannedColumn column in plan.Columns)
            parts.Add(CanonicalJson.Hash([
                Of(column.Provider), column.Prompt.Raw, column.Prompt.Label, CanonicalJson.Text(column.Prompt.Config), column.Prompt.IsLiteral ? "literal" : "",
            ]));
        foreach (PlannedCase one in plan.Cases)
        {
            parts.Add(CanonicalJson.Hash([
                one.Description ?? "", Number(one.Threshold), CanonicalJson.Text(one.Options.Raw), one.Options.Prefix, one.Options.Suffix, CanonicalJson.Text(one.Metadata),
                CanonicalJson.Text(one.ProviderOutput), one.Provider is null ? "" : Of(one.Provider), $"{one.Test}.{one.Repeat}",
                .. one.Vars.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => (string[])[pair.Key, CanonicalJson.Text(pair.Value)]),
            ]));
            foreach (PlannedAssertion assertion in one.Assertions) parts.Add(Of(assertion));
        }
        // Of the process's environment what templates name.
        foreach (Match name in Variable().Matches(string.Join('\n', plan.Columns.Select(column => column.Prompt.Raw)
            .Concat(plan.Cases.SelectMany(one => one.Vars.Values.Concat(one.Assertions.Select(assertion => assertion.Value)).Select(CanonicalJson.Text)).Distinct()))))
            parts.Add(CanonicalJson.Hash(name.Value, Environment.GetEnvironmentVariable(name.Groups[1].Value) ?? ""));
        foreach ((string name, string value) in plan.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) parts.Add(CanonicalJson.Hash(name, value));
        return CanonicalJson.Hash([.. parts]);
    }

    private static string Of(PlannedProvider provider)
        => CanonicalJson.Hash(provider.Id, provider.Label, CanonicalJson.Text(provider.Config), provider.Transform ?? "", provider.Model ?? "");

    private static string Of(PlannedAssertion assertion)
        => CanonicalJson.Hash([
            assertion.Type, assertion.Not ? "not" : "", CanonicalJson.Text(assertion.Value), Number(assertion.Threshold), Number(assertion.Weight), assertion.Metric ?? "",
            assertion.Transform ?? "", CanonicalJson.Text(assertion.Config), CanonicalJson.Text(assertion.Grader), CanonicalJson.Text(assertion.RubricPrompt),
            .. assertion.Members.Select(Of),
        ]);

    [GeneratedRegex("""\benv(?:\.|\[\\*['"])(\w+)""")]
    private static partial Regex Variable();

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
