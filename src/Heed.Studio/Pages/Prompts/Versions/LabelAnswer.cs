using Heed.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A label.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The number of the version it stands at; null where that is not in the store.</param>
public sealed record LabelAnswer(string Name, int? Version)
{
    internal static IReadOnlyList<LabelAnswer> Of(IVersionStore store, string prompt, IReadOnlyList<RecordedVersion> versions)
        => [.. new PromptRegistry(store).Labels(prompt).Select(label => new LabelAnswer(label.Key, NumberOf(versions, label.Value)))];

    internal static int? NumberOf(IReadOnlyList<RecordedVersion> versions, string? hash) => versions.FirstOrDefault(version => version.Hash == hash)?.Number;
}
