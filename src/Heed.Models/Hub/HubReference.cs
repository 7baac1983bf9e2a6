using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Heed.Models.Hub;

/// <summary>A repository of the hub at a revision: <c>ORG/NAME</c> or <c>ORG/NAME@REV</c>.</summary>
/// <param name="Repository">Such as <c>openai-community/gpt2</c>.</param>
/// <param name="Revision">A branch, tag or commit; <c>main</c> where none is given.</param>
public sealed partial record HubReference(string Repository, string Revision)
{
    /// <summary>The branch that is meant where none is named.</summary>
    public const string Main = "main";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public static HubReference Parse(string text) => TryParse(text, out HubReference? reference) ? reference : throw new HeedException(
        $"repository: expected ORG/NAME or ORG/NAME@REVISION, of letters, digits, '.', '_' and '-'; got '{text}'.");

    /// <summary>Whether a text is a reference.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HubReference? reference)
    {
        reference = null;
        if (Shape().Match(text ?? "") is not { Success: true } match) return false;
        string repository = match.Groups[1].Value, revision = match.Groups[2].Success ? match.Groups[2].Value : Main;
        // Names become parts of paths: none may stand for another folder, and "--" joins them there.
        if ((repository + "/" + revision).Split('/').Any(part
            => part is "" or "." or ".." || part.EndsWith(".lock", StringComparison.Ordinal)) || repository.Contains("--")) return false;
        reference = new HubReference(repository, revision);
        return true;
    }

    /// <summary>As the user writes it.</summary>
    public override string ToString() => Revision == Main ? Repository : $"{Repository}@{Revision}";

    /// <summary>Its folder in the cache.</summary>
    internal string FolderName => "models--" + Repository.Replace("/", "--");

    /// <summary>Whether a revision is a whole commit id, which names a snapshot without a ref.</summary>
    internal static bool IsCommit(string revision) => Commit().IsMatch(revision);

    [GeneratedRegex(@"^((?:[A-Za-z0-9_][A-Za-z0-9._-]{0,95}/)?[A-Za-z0-9_][A-Za-z0-9._-]{0,95})(?:@([A-Za-z0-9._/-]{1,200}))?\z")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}
