using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Prompts.Versions;

/// <summary>Prompts under version: what can be asked of a store of versions, the same for every store.</summary>
/// <param name="store">Where they are kept; it stays the caller's.</param>
public sealed partial class PromptRegistry(IVersionStore store)
{
    /// <summary>The version that a reference names.</summary>
    /// <exception cref="HeedException">There is no such prompt or version, or several fit.</exception>
    public RecordedVersion Resolve(PromptReference reference) => Resolve(Existing(reference.Prompt), Labels(reference.Prompt), reference);

    /// <summary>A prompt's versions, by number; at least one.</summary>
    /// <exception cref="HeedException">There is no such prompt.</exception>
    public IReadOnlyList<RecordedVersion> Existing(string prompt)
    {
        IReadOnlyList<RecordedVersion> versions = store.Versions(prompt);
        if (versions.Count > 0) return versions;
        IReadOnlyList<string> names = store.Prompts();
        throw new HeedException($"prompt: there is none called '{prompt}'; " + (names.Count == 0
            ? "none is recorded yet. 'heed prompt record FILE' records one."
                : $"there are {string.Join(", ", names.Take(20).Select(Shown))}{(names.Count > 20 ? " …" : "")}."));
    }

    /// <summary>A prompt's labels and the hashes of the versions they stand at, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Labels(string prompt)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (IGrouping<string, LabelEvent> events in store.LabelEvents(prompt).GroupBy(moved => moved.Label))
            if (new LabelPast(events).Now is { } hash) labels[events.Key] = hash;
        return labels;
    }

    /// <summary>Moves a label to a version.</summary>
    /// <param name="move">Which, by whom and why.</param>
    /// <param name="which">A label, a number, the beginning of a hash, or <c>latest</c>.</param>
    /// <returns>The move; null where the label stands there already.</returns>
    /// <exception cref="HeedException">The label cannot be called so, or there is no such version.</exception>
    public LabelEvent? Move(LabelMove move, string which)
    {
        if (!LabelName().IsMatch(move.Label) || move.Label == PromptReference.Latest)
            throw new HeedException(
                $"label: expected a letter, then at most 63 letters, digits, '.', '_' or '-', and not 'latest', which moves by itself; got '{move.Label}'.");
        string hash = Resolve(new PromptReference(move.Prompt, which)).Hash;
        return store.Move(move, _ => new LabelTarget(hash));
    }

    /// <summary>Takes a label away; its past stays.</summary>
    /// <exception cref="HeedException">There is no such label.</exception>
    public LabelEvent Remove(LabelMove move)
        => store.Move(move, past => past.Now is null ? throw NoLabel(move) : new LabelTarget(null))!;

    /// <summary>Moves a label back to where it stood before; twice goes back two places.</summary>
    /// <exception cref="HeedException">There is no such label, or it stood nowhere before.</exception>
    public LabelEvent Rollback(LabelMove move)
    {
        Existing(move.Prompt);
        return store.Move(move, past => past.Now is null && past.Before is null ? throw NoLabel(move)
            : past.Before is { } before ? new LabelTarget(before, IsRollback: true)
            : throw new HeedException($"rollback: '{move.Label}' of '{Shown(move.Prompt)}' stood at no other version before "
                + $"{PromptVersion.Short(past.Now!)}."))!;
    }

    private HeedException NoLabel(LabelMove move)
    {
        string[] labels = [.. Labels(move.Prompt).Keys];
        return new HeedException($"label: '{Shown(move.Prompt)}' has none called '{move.Label}'; "
            + (labels.Length == 0 ? "it has none at all." : $"it has {string.Join(", ", labels)}."));
    }

    private static RecordedVersion Resolve(IReadOnlyList<RecordedVersion> versions, IReadOnlyDictionary<string, string> labels, PromptReference reference)
    {
        string which = reference.Which;
        if (which == PromptReference.Latest) return versions[^1];
        if (labels.TryGetValue(which, out string? labelled)) return versions.FirstOrDefault(version => version.Hash == labelled)
            ?? throw new HeedException($"label: '{which}' of '{Shown(reference.Prompt)}' stands at {PromptVersion.Short(labelled)}, which is not in "
                + $"the store.");
        RecordedVersion[] fits = int.TryParse(which.StartsWith('v') ? which[1..] : which, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? [.. versions.Where(version => version.Number == number)] : [];
        if (fits.Length == 0 && which.Length >= PromptReference.FewestDigits)
            fits = [.. versions.Where(version => version.Hash.StartsWith(which, StringComparison.OrdinalIgnoreCase))];
        return fits switch
        {
            [var one] => one,
            [] => throw new HeedException($"version: '{Shown(reference.Prompt)}' has none that '{which}' names; expected a label ("
                + (labels.Count == 0 ? "it has none" : string.Join(", ", labels.Keys)) + $"), a number from 1 to {versions[^1].Number}, "
                + $"or at least {PromptReference.FewestDigits} digits of a hash."),
            // Two copies of a store that were joined may each have given a number.
            _ => throw new HeedException($"version: '{which}' of '{Shown(reference.Prompt)}' may be "
                + $"{string.Join(" or ", fits.Select(fit => PromptVersion.Short(fit.Hash)))}; "
                + "name it by its hash."),
        };
    }

    private static string Shown(string name) => name.Length <= 60 && !name.Contains('\n') ? name : name[..Math.Min(60, name.Length)].ReplaceLineEndings(" ")
        + "…";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelName();
}
