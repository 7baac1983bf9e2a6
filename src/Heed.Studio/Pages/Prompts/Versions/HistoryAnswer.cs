using Heed.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A prompt's past.</summary>
/// <param name="Prompt">Its name.</param>
/// <param name="Count">Versions it has.</param>
/// <param name="Versions">The newest of them, the newest first, without their texts.</param>
/// <param name="Events">The newest moves of labels, the newest first.</param>
public sealed record HistoryAnswer(string Prompt, int Count, IReadOnlyList<VersionAnswer> Versions, IReadOnlyList<LabelEventAnswer> Events)
{
    private const int Most = 500;

    internal static HistoryAnswer Of(IVersionStore store, string prompt)
    {
        IReadOnlyList<RecordedVersion> versions = new PromptRegistry(store).Existing(prompt);
        ILookup<int?, string> labels = LabelAnswer.Of(store, prompt, versions).ToLookup(label => label.Version, label => label.Name);
        return new(
            prompt, versions.Count, [.. versions.Reverse().Take(Most).Select(version => VersionAnswer.Of(version, [.. labels[version.Number]]))],
            [.. store.LabelEvents(prompt).Reverse().Take(Most).Select(moved => new LabelEventAnswer(
                moved.Label, LabelAnswer.NumberOf(versions, moved.Old), LabelAnswer.NumberOf(versions, moved.New), moved.At, moved.Author,
                SentText.Brief(moved.Reason, 400), moved.IsRollback))]);
    }
}
