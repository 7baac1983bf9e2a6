using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Reasons;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Reasons;

public sealed class VariantReasonTests
{
    private const string Talk = "The dog that chased the cat was tired.", Ticket = "The export failed after the last release.", Question = "How do I fix it? Fix the";

    [Fact]
    public void Of_ChangedCase_NamesHeadsThatMoveTheAnswer()
    {
        using LocalModels models = Local();
        VariantReason reason = VariantReason.Of([(Row($"{Talk} {Ticket} {Question}", "dog", false), Row($"{Ticket} {Talk} {Question}", "export", true))], models, cancellation: TestContext.Current.CancellationToken);
        ReasonCase one = Assert.Single(reason.Cases);
        Assert.Equal(("export", "dog"), (one.Answer, one.Other));
        Assert.NotEmpty(one.Moving);
        Assert.Equal(one.Heads[0].Sufficient, reason.Heads[0].Sufficient, 1e-6);
        Assert.Equal(one.DecidedAfter, reason.DecidedAfter);
        Assert.Equal(one.Moving.Count, reason.Heads.Sum(head => head.Moves));
        Assert.Empty(reason.PassedOver);
    }

    [Fact]
    public void Of_BothPassOrFail_IsPassedOverInSilence()
    {
        using LocalModels models = Local();
        RunRow row = Row($"{Talk} {Ticket} {Question}", "dog", false);
        VariantReason reason = VariantReason.Of([(row, row)], models, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(reason.Cases);
        Assert.Empty(reason.PassedOver);
        Assert.Null(reason.DecidedAfter);
    }

    [Fact]
    public void Of_PairThatCannotBeCompared_SaysWhy()
    {
        using LocalModels models = Local();
        RunRow row = Row($"{Talk} {Ticket} {Question}", "dog", false);
        (RunRow, string Why)[] passed = [.. VariantReason.Of(
        [
            (row, Row($"{Ticket} {Talk}", "export", true)),
            (row, Row($"{Ticket} {Question}", "", true)),
            (row, Row($"{Ticket} {Question}", "export", true) with { Column = new PlannedColumn(0, Plans.Echo, Plans.Prompt("x")) }),
        ], models, cancellation: TestContext.Current.CancellationToken).PassedOver];
        Assert.Contains("end with the same token", passed[0].Why, StringComparison.Ordinal);
        Assert.Contains("one has none", passed[1].Why, StringComparison.Ordinal);
        Assert.Contains("one model of this machine", passed[2].Why, StringComparison.Ordinal);
    }

    private static LocalModels Local() => new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");

    private static RunRow Row(string prompt, string answer, bool success) => new(Plans.Case(0), new PlannedColumn(0, Plans.Model("tiny-decoder"), Plans.Prompt("x")))
    {
        Id = "0", Vars = new Dictionary<string, System.Text.Json.JsonElement>(), Prompt = prompt, Answer = new Answer(answer), Failure = success ? FailureReason.None : FailureReason.Assertion,
    };
}
