using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Prompts.Configs.Prompts;
using Heed.Prompts.Configs.Providers;
using Heed.Prompts.Configs.Tests;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Who answers what: providers outside, prompts inside.</summary>
internal static class PlanColumns
{
    /// <summary>The providers that are asked for, each once.</summary>
    /// <exception cref="HeedException">There are none.</exception>
    public static IReadOnlyList<PlannedProvider> Providers(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides asked)
    {
        var found = new List<PlannedProvider>();
        if (asked.Providers.Count > 0) found.AddRange(asked.Providers.Select(id => Chosen(drafts, id)));
        // What an earlier file has too is left out; within one file the same may be compared with itself.
        else foreach (ConfigDraft draft in drafts) found.AddRange([.. draft.Providers.Where(provider => !found.Exists(other => Same(other, provider)))]);
        if (found.Count == 0)
            throw new HeedException($"{drafts[0].Root.Place.File}: expected at least one provider, such as \"providers: [heed:tiny-decoder]\"; there is none. "
                + "Name it there or with -r.");
        if (asked.ProviderPattern is not { } pattern) return found;
        Regex regex = CaseFilters.Pattern(pattern, "--filter-providers");
        PlannedProvider[] kept = [.. found.Where(provider => regex.IsMatch(provider.Id) || regex.IsMatch(provider.Label))];
        return kept.Length > 0 ? kept : throw new HeedException($"--filter-providers: expected a pattern that fits a provider; "
            + $"'{pattern}' fits none of {string.Join(", ", found.Select(provider => provider.Label))}.");
    }

    /// <summary>The columns; a provider may answer some of the prompts alone.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="providers">The providers.</param>
    /// <param name="draft">Where a provider that names a prompt that is not there is said.</param>
    /// <exception cref="HeedException">No provider answers any.</exception>
    public static IReadOnlyList<PlannedColumn> Of(IReadOnlyList<PromptDraft> prompts, IReadOnlyList<PlannedProvider> providers, ConfigDraft draft)
    {
        var columns = new List<PlannedColumn>();
        foreach (PlannedProvider provider in providers)
        {
            foreach (string entry in provider.Prompts ?? [])
                if (!prompts.Any(prompt => Answers(entry, prompt.Planned.Label)))
                    draft.Session.Warn(draft.Root.Place, $"the provider {provider.Label} answers the prompt \"{entry}\", which is not there; "
                        + $"there are {string.Join(", ", prompts.Select(prompt => Short(prompt.Planned.Label)))}.");
            foreach (PromptDraft prompt in prompts)
            {
                if (provider.Prompts?.Any(entry => Answers(entry, prompt.Planned.Label)) == false) continue;
                PlannedProvider answers = prompt.Unsupported is { } why ? provider with { Unsupported = why } : provider;
                columns.Add(new PlannedColumn(columns.Count, answers, prompt.Planned));
            }
        }
        return columns.Count > 0 ? columns
            : throw new HeedException("providers: expected a provider that answers one of the prompts; none does. Correct their \"prompts\".");
    }

    // A name on the command line means the provider of that id or label, with its configuration, where a file has it.
    private static PlannedProvider Chosen(IReadOnlyList<ConfigDraft> drafts, string id)
        => drafts.SelectMany(draft => draft.Providers).FirstOrDefault(provider => provider.Label == id || provider.Id == id)
            ?? ProviderReader.Named(drafts[0].Session, id);

    private static bool Same(PlannedProvider a, PlannedProvider b) => a with { Config = default, Prompts = null } == b with { Config = default, Prompts = null }
        && (a.Prompts ?? []).SequenceEqual(b.Prompts ?? []) && a.Prompts is null == b.Prompts is null && Text(a.Config) == Text(b.Config);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    private static bool Answers(string entry, string label) => label == entry || label.StartsWith(entry + ":", StringComparison.Ordinal);

    private static string Short(string label) => label.Length > 60 ? label[..60] + "…" : label;
}
