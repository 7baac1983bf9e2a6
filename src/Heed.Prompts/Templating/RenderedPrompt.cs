namespace Heed.Prompts.Templating;

/// <summary>A prompt with its variables.</summary>
/// <param name="Text">What the provider sees.</param>
/// <param name="Spans">Its named parts, in the order of their starts; one name may stand for several.</param>
public sealed record RenderedPrompt(string Text, IReadOnlyList<PromptSpan> Spans)
{
    /// <summary>Variables (with dots where members of them were meant) that were to be put in and have no value: nothing stands in their place.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The variables as they were put in, where templates within them were rendered; null where they were taken as they were.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement>? Vars { get; init; }
}
