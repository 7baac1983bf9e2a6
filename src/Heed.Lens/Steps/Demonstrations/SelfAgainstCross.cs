using static Heed.Lens.Steps.Demonstrations.AnswerMetric;

namespace Heed.Lens.Steps.Demonstrations;

/// <summary>Self-attention and cross attention are the same computation: only where keys and values come from differs.</summary>
public sealed class SelfAgainstCross : Demonstration
{
    /// <inheritdoc/>
    public override string Id => "self-against-cross";

    /// <inheritdoc/>
    public override string Title => "Self-attention and cross attention are two different mechanisms";

    /// <inheritdoc/>
    public override DemonstrationResult Of(HeadSteps steps, DemonstrationOptions options, CancellationToken cancellation = default)
    {
        int query = Query(steps, options);
        string other = options.Other ?? Half(steps.Text);
        EditedHead crossed = steps.With(new StepsEdit { Other = other });
        HeadStep own = steps.Steps.Single(step => step.Id == "pattern"), cross = crossed.Steps.SingleOrDefault(step => step.Id == "pattern") ?? own;
        double[] ownRow = Row(own, query), crossRow = Row(cross, query);
        string answer = "";
        if (steps.Answer is { Candidates: [var before, ..] } && crossed.Answer is { Candidates: [var after, ..] })
            answer = " Fed back into the model, its likeliest answer "
                + (before.Token == after.Token ? $"stays '{before.Text}'." : $"turns from '{before.Text}' to '{after.Text}'.");
        return Result(
            $"In self-attention the query of '{steps.Tokens[query]}' meets keys of its own text, and looks most at '{Strongest(own, ownRow)}'. Here the "
                + $"same query, with the same weights of the model, meets the keys of "
            + $"\"{other}\" instead, and looks most at '{Strongest(cross, crossRow)}': that is cross attention. Nothing but the text that keys and values "
                + $"come from has changed; the row still adds up to 1.{answer}",
            [
                new("entropy of the row, self", HeadInformation.Entropy(ownRow), "bits"), new("entropy of the row, cross",
                    HeadInformation.Entropy(crossRow), "bits"),
                new("keys, self", ownRow.Length), new("keys, cross", crossRow.Length),
            ],
            [Table("self", own, ownRow), Table("cross", cross, crossRow)]);
    }

    private static double[] Row(HeadStep step, int query) => [.. step.Values[query].Select(value => (double)(value ?? 0))];

    private static string Strongest(HeadStep step, double[] row) => step.Columns.Labels![Array.IndexOf(row, row.Max())];

    private static DemonstrationTable Table(string title, HeadStep step, double[] row)
        => new($"weights, {title}", ["weight"], step.Columns.Labels!, [.. row.Select(weight => new double?[] { weight })]);

    private static string Half(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(Math.Max(1, words.Length / 2)));
    }
}
