using System.Globalization;
using Heed.Lens.Metrics;
using Heed.Lens.Views;

namespace Heed.Lens.Steps.Demonstrations;

/// <summary>What a model prefers to its second choice, as the number demonstrations ask about: logit(first) − logit(second).</summary>
internal static class AnswerMetric
{
    /// <summary>The run with its metric.</summary>
    /// <exception cref="HeedException">The model does not answer.</exception>
    public static QuestionRun Of(HeadSteps steps)
    {
        if (steps is not { Reader: { } reader, Answer.Candidates: [var first, var second, ..] })
            throw new HeedException($"demonstration: expected a model that answers (a language, masked-word or classification head); "
                + $"{steps.Clean.Context.Model.Name} has none.");
        var metric = new Metric($"logit({first.Text}) − logit({second.Text})", reader.Row is { } row ? [row] : [], [new(0, first.Token, 1), new(0,
            second.Token, -1)], LogProbabilities: false);
        return new QuestionRun(steps.Clean.Batch, metric);
    }

    /// <summary>The token a demonstration looks from.</summary>
    /// <exception cref="HeedException">There is no such token.</exception>
    public static int Query(HeadSteps steps, DemonstrationOptions options)
    {
        int query = options.Query ?? steps.Answer?.Position ?? steps.Tokens.Count - 1;
        if ((uint)query >= (uint)steps.Tokens.Count) throw new HeedException($"query: expected a token from 0 to {steps.Tokens.Count - 1}; got {query}.");
        return query;
    }

    /// <summary>A number in a sentence.</summary>
    public static string Say(double number, string format = "0.00") => number.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A change in a sentence, with its sign.</summary>
    public static string Change(double number) => number == 0 ? "nothing at all" : Math.Abs(number) < 0.005 ? "less than 0.01" : SignedNumber.Text(number, 2);
}
