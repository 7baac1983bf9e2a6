using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Studio.Pages.Why;

/// <summary>What the page shows of a question, as the lens has it.</summary>
internal static class WhyNumbers
{
    /// <summary>The weights.</summary>
    /// <param name="why">What was found.</param>
    /// <param name="at">The token at which the answer is read; null where that is none of the text's.</param>
    /// <param name="answer">The answer, as it was given.</param>
    /// <param name="other">What it is held against; null for nothing.</param>
    public static WhyAnswer Of(EdgeConsequences why, int? at, string answer, string? other)
    {
        Question question = why.Question;
        WhyEdge[] edges = [.. why.Edges.Select(edge => WhyEdge.Of(question, edge))];
        IReadOnlyList<int> wordOf = question.Prompt.WordOf;
        (double? weight, double? writes, double? gradient, double? predicted) = why.Correlations;
        return new WhyAnswer(
            question.Model.Name, question.Prompt.Text, SentToken.Of(question.Prompt), at, answer, other, question.Name, why.Value, question.Note, why.TokenEffects(), edges,
            edges.FirstOrDefault(edge => edge.InText && !edge.IsSink && wordOf[edge.From] >= 0 && wordOf[edge.To] >= 0 && wordOf[edge.From] != wordOf[edge.To]),
            new WhyRanks(weight, writes, gradient, predicted), question.Prompt.UnknownWords(question.Model));
    }

    /// <summary>The heads.</summary>
    public static WhyHeadsAnswer Of(LanguageModel model, HeadEffects effects)
        => new(model.Transformer.Blueprint.Heads, [.. effects.Heads.Select(WhyHead.Of)], [.. effects.Layers.Select(WhyHead.Of)]);
}
