using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:margin</c>: how far the expected answer leads, log p(expected) − log p(best other), in nats. Holds from <c>threshold</c> (0) on. Score: 1 / (1 +
/// e^−margin), the expected answer's share of what both have.
/// </summary>
/// <remarks>
/// Keys: <c>value</c>, the right answer or a list of them, of which the likeliest counts; <c>other</c>, an answer or a list it is held against. Of an answer
/// of several tokens the log-probabilities add up. Without <c>other</c> every other token at the answer's first place is one; <c>least</c> in the details is
/// above 0 where greedy decoding gives the whole answer. Example: <code>{type: heed:margin, value: trophy, other: suitcase, threshold: 2}</code>
/// </remarks>
public sealed class MarginAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:margin";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => ["other"];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        one.RequireExpected(settings);
        double threshold = settings.Threshold(0);
        AnswerLead lead = one.Answer;
        double margin = lead.Margin;
        string reason = $"log p({lead.Answer}) − log p({lead.Other}) is {InsideDetails.Show(margin)} (probabilities "
            + $"{InsideDetails.ShowProbability(lead.LogProbability)} and {InsideDetails.ShowProbability(lead.OtherLogProbability)}); "
            + $"the limit is {InsideDetails.Show(threshold)}";
        return new InsideFinding(margin >= threshold, 1 / (1 + Math.Exp(-margin)), reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteString("other", lead.Other);
            json.WriteNumber("otherLogProbability", lead.OtherLogProbability);
            json.WriteNumber("margin", margin);
            json.WriteNumber("least", lead.Least);
            json.WriteNumber("threshold", threshold);
            json.WriteString("studio", StudioLink.To("why", ("model", StudioLink.Model(one.Name)), ("text", one.Text.Read.Text), ("answer", lead.Answer),
                ("other", lead.Other)));
        }));
    }
}
