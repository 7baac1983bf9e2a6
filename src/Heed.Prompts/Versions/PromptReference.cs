namespace Heed.Prompts.Versions;

/// <summary>Names a version: <c>support</c> (the latest), <c>support@production</c>, <c>support@3</c>, <c>support@1a2b3c4d</c>.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Which">A label, a number, the beginning of a hash, or <c>latest</c>.</param>
public sealed record PromptReference(string Prompt, string Which)
{
    /// <summary>The label that no one moves: the version of the highest number.</summary>
    public const string Latest = "latest";

    /// <summary>The fewest digits of a hash that name a version.</summary>
    public const int FewestDigits = 4;

    /// <summary>Reads one; what stands behind the last '@' is the version.</summary>
    public static PromptReference Parse(string text)
        => text.LastIndexOf('@') is > 0 and var at && at < text.Length - 1 ? new(text[..at], text[(at + 1)..]) : new(text.TrimEnd('@'), Latest);

    /// <inheritdoc/>
    public override string ToString() => Which == Latest ? Prompt : $"{Prompt}@{Which}";
}
