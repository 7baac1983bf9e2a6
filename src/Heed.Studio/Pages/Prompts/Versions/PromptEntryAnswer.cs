using Heed.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A prompt in the list of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Versions it has.</param>
/// <param name="Changed">When the latest was recorded.</param>
/// <param name="Labels">Its labels.</param>
public sealed record PromptEntryAnswer(string Name, int Versions, DateTimeOffset? Changed, IReadOnlyList<LabelAnswer> Labels)
{
    internal static PromptEntryAnswer Of(IVersionStore store, string name)
    {
        IReadOnlyList<RecordedVersion> versions = store.Versions(name);
        return new(name, versions.Count, versions.Count == 0 ? null : versions[^1].Created, LabelAnswer.Of(store, name, versions));
    }
}
