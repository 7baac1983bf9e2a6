using Heed.Lens;
using Heed.Lens.Steps;
using Heed.Models;

namespace Heed.Studio.Pages.Steps;

/// <summary>What the page is sent of a head.</summary>
internal static class StepsNumbers
{
    /// <summary>Numbers that are sent at once; of a wider model's wide steps the followed row alone.</summary>
    private const int MostNumbers = 400_000;

    /// <summary>More columns than this are wide.</summary>
    private const int Wide = HeadSteps.MostTokens;

    /// <summary>The whole head.</summary>
    public static StepsAnswer Of(ShownHead head, HeadSteps steps)
    {
        Blueprint b = head.Model.Transformer.Blueprint;
        return new StepsAnswer(
            head.Model.Name, head.Read.Text, SentToken.Of(head.Read), AttentionRows.Layers(b), b.Heads, head.Layer, head.Head, head.Word, steps.Attention,
            !b.HasEncoder && b.Direction == Direction.Causal, Bounded(steps.Steps, head.Word), steps.Answer, head.Read.UnknownWords(head.Model));
    }

    /// <summary>What an edit changes: rows that are as they were are left empty, so that a score that is dragged moves little.</summary>
    public static EditedHead Of(ShownHead head, HeadSteps steps, EditedHead edited)
    {
        var clean = steps.Steps.ToDictionary(step => step.Id);
        return edited with
        {
            Steps = Bounded([.. edited.Steps.Select(step => clean.TryGetValue(step.Id, out HeadStep? before) && before.Values.Length == step.Values.Length
                ? step with { Values = [.. step.Values.Zip(before.Values, (row, old) => row.AsSpan().SequenceEqual(old) ? [] : row)] } : step)], head.Word),
        };
    }

    private static IReadOnlyList<HeadStep> Bounded(IReadOnlyList<HeadStep> steps, int word)
    {
        if (steps.Sum(step => step.Values.Sum(row => (long)row.Length)) <= MostNumbers) return steps;
        return [.. steps.Select(step => step.Values.Max(row => row.Length) <= Wide ? step
            : step with { Values = [.. step.Values.Select((row, i) => i == word ? row : [])] })];
    }
}
