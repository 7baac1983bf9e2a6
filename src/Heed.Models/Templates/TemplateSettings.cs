namespace Heed.Models.Templates;

/// <summary>How the white space around statements is treated, and how much work one rendering may do.</summary>
public sealed record TemplateSettings
{
    /// <summary>The rules of truth, printing and the rest.</summary>
    public TemplateLanguage Language { get; init; }

    /// <summary>Whether <c>{{#span name}}</c> and <c>{{/span}}</c> name parts of the text.</summary>
    public bool NamedSpans { get; init; }

    /// <summary>Drops the first line break after a statement or comment.</summary>
    public bool TrimBlocks { get; init; }

    /// <summary>Drops the blanks between a line's start and a statement or comment.</summary>
    public bool LstripBlocks { get; init; }

    /// <summary>
    /// Evaluations, turns of loops and 16-character pieces of text made, altogether; a rendering beyond ends with an error.
    /// </summary>
    public int MaxSteps { get; init; } = 10_000_000;

    /// <summary>Characters of any one text, the result included.</summary>
    public int MaxText { get; init; } = 1 << 26;

    /// <summary>Macros inside macros.</summary>
    public int MaxDepth { get; init; } = 100;

    internal void Validate()
    {
        if (MaxSteps < 1 || MaxText < 1 || MaxDepth < 1)
            throw new HeedException(
                $"template settings: expected limits of at least 1; got MaxSteps={MaxSteps}, MaxText={MaxText}, MaxDepth={MaxDepth}.");
    }
}
