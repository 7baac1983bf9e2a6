namespace Heed.Prompts.Plans;

/// <summary>A column of the matrix: a prompt answered by a provider.</summary>
/// <param name="Index">promptIdx: providers outside, prompts inside.</param>
/// <param name="Provider">Who answers.</param>
/// <param name="Prompt">What is asked.</param>
public sealed record PlannedColumn(int Index, PlannedProvider Provider, PlannedPrompt Prompt)
{
    /// <summary><c>[provider] prompt</c>.</summary>
    public string Name => $"[{Provider.Label}] {Prompt.Label}";
}
