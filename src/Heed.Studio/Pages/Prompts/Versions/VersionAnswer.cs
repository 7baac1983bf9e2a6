using Heed.Prompts.Outputs;
using Heed.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A version of a prompt, without its text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Hash">Of its content.</param>
/// <param name="Short">What people see of that.</param>
/// <param name="Created">When it was recorded.</param>
/// <param name="Author">By whom.</param>
/// <param name="Message">Why; empty for nothing.</param>
/// <param name="Source">The file it was read from, as it was named; null where there was none.</param>
/// <param name="Model">The model; empty for any.</param>
/// <param name="Parameters">As JSON; empty for none.</param>
/// <param name="Labels">Labels that stand at it.</param>
public sealed record VersionAnswer(
    int Number, string Hash, string Short, DateTimeOffset Created, string Author, string Message, string? Source, string Model, string Parameters,
    IReadOnlyList<string> Labels)
{
    internal static VersionAnswer Of(RecordedVersion version, IReadOnlyList<string> labels) => new(
        version.Number, version.Hash, PromptVersion.Short(version.Hash), version.Created, version.Author, SentText.Brief(version.Message, 400),
        version.Source, version.Content.Model,
        SentText.Brief(ShownValue.Of(version.Content.Parameters), 2000), labels);
}
