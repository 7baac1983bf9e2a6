using Heed.Lens.Patching;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Reasons;

/// <summary>A case on which two variants part.</summary>
/// <param name="Worse">The row that fails.</param>
/// <param name="Better">The row that passes.</param>
/// <param name="Answer">What the passing one answered.</param>
/// <param name="Other">What the failing one answered.</param>
/// <param name="DecidedAfter">Blocks after which the answer stands at the last token (<see cref="PromptParting.DecidedAfter"/>).</param>
/// <param name="Layers">Of each block, what moving its input at the last token does.</param>
/// <param name="Heads">What moving each head does, the strongest first.</param>
/// <param name="Moving">The fewest heads that together turn the failing answer into the passing one; empty where eight do not.</param>
public sealed record ReasonCase(
    RunRow Worse, RunRow Better, string Answer, string Other, int DecidedAfter, IReadOnlyList<PartingPatch> Layers, IReadOnlyList<PartingPatch> Heads,
        IReadOnlyList<PartingPatch> Moving)
{
    /// <summary>The failing prompt as the model reads it, in the words of its chat template where it has one.</summary>
    public string WorseText { get; init; } = "";

    /// <summary>The passing prompt as the model reads it.</summary>
    public string BetterText { get; init; } = "";
}
