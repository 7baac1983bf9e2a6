namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>What changed from one version to another.</summary>
/// <param name="From">The older.</param>
/// <param name="To">The newer.</param>
/// <param name="IsSame">Whether they are the same version.</param>
/// <param name="Parameters">Parameters, and the model, that changed.</param>
/// <param name="Lines">Both texts laid on each other, line by line.</param>
/// <param name="Words">Both texts in one, word by word.</param>
public sealed record DiffAnswer(
    VersionAnswer From, VersionAnswer To, bool IsSame, IReadOnlyList<ParameterAnswer> Parameters, IReadOnlyList<DiffLineAnswer> Lines,
    IReadOnlyList<DiffPartAnswer> Words);
