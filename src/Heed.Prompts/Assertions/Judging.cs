using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Assertions;

/// <summary>Judges an answer by all assertions of its case.</summary>
public static class Judging
{
    /// <summary>Judges: values rendered and read, transforms applied, <c>not-</c>, weights, thresholds and sets.</summary>
    /// <remarks>
    /// Those that compare columns (<c>select-best</c>, <c>max-score</c>) are left to <see cref="ColumnJudging"/>, which is asked when all columns of the
    /// case are there.
    /// </remarks>
    /// <param name="context">Of the whole answer; its assertion is not looked at.</param>
    /// <param name="assertions">The case's.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Judgement Judge(AssertionContext context, IReadOnlyList<PlannedAssertion> assertions)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return Aggregation.Of([.. assertions.Where(assertion => !ColumnJudging.Compares(assertion)).Select(assertion => One(context, assertion))],
            context.Case.Threshold, assertions.Count > 0);
    }

    private static AssertionResult One(AssertionContext context, PlannedAssertion assertion)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        AssertionResult result = assertion.Type == AssertionKinds.Set && !assertion.Not ? Set(context, assertion) : Single(context, assertion);
        result = result with { Assertion = assertion, Metric = Metric(context, assertion) };
        // A weight of 0 keeps a score for the record and fails nothing; what could not be judged stays so.
        return assertion.Weight == 0 && result.Verdict == Verdict.Fail ? result with { Verdict = Verdict.Pass } : result;
    }

    private static AssertionResult Set(AssertionContext context, PlannedAssertion set)
    {
        AssertionResult[] members = [.. set.Members.Select(member => One(context, member))];
        Judgement all = Aggregation.Of(members, set.Threshold, any: true);
        Verdict verdict = all.IsError ? Verdict.Error : members.Any(member => member.Verdict == Verdict.Unsupported) ? Verdict.Unsupported
            : all.Pass ? Verdict.Pass : Verdict.Fail;
        return new AssertionResult(set, verdict, all.Score, all.Reason) { Members = members };
    }

    private static AssertionResult Single(AssertionContext context, PlannedAssertion assertion)
    {
        try
        {
            if (AssertionKinds.Find(assertion.Type) is not { } kind || assertion.Type == AssertionKinds.Set) throw AssertionKinds.Unknown(assertion);
            bool ignoresNot = assertion.Not && !kind.Inverts;
            AssertionContext own = context with
            {
                Assertion = ignoresNot ? assertion with { Not = false } : assertion,
                Value = kind.KeepsValue ? assertion.Value : AssertionValues.Read(assertion, context),
            };
            if (!string.IsNullOrEmpty(assertion.Transform)) own = OutputTransform.Apply(assertion.Transform, own);
            AssertionResult result = kind.Judge(own);
            return ignoresNot ? result with { Reason = $"{result.Reason} (not- has no effect on {assertion.Type}, as in promptfoo)" } : result;
        }
        catch (HeedException error)
        {
            return new AssertionResult(assertion, error.IsUnsupported ? Verdict.Unsupported : Verdict.Error, 0, error.Message);
        }
    }

    private static string? Metric(AssertionContext context, PlannedAssertion assertion)
    {
        if (assertion.Metric is not { } metric) return null;
        try
        {
            return PromptTemplates.RenderText(metric, context.Vars, context.Environment);
        }
        catch (HeedException)
        {
            return metric; // a name is no reason to lose a score
        }
    }
}
