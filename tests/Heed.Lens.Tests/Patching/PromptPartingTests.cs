using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Tests.Patching;

public sealed class PromptPartingTests
{
    private const string Talk = "The dog that chased the cat was tired.", Ticket = "The export failed after the last release.", Question = "How do I fix it? Fix the";

    private static readonly LanguageModel s_model = new ModelLocation(BuiltInModel.Path("tiny-decoder")).Load();

    private static readonly Question s_talkFirst = Ask($"{Talk} {Ticket} {Question}"), s_ticketFirst = Ask($"{Ticket} {Talk} {Question}"), s_noTalk = Ask($"{Ticket} {Question}");

    [Fact]
    public void Of_OtherLengths_AlignsTheCommonEnd()
    {
        PromptParting parting = PromptParting.Of(s_noTalk, s_talkFirst, TestContext.Current.CancellationToken);
        Assert.Same(s_talkFirst, parting.Worse);
        Assert.True(parting.WorseMetric < 0 && parting.BetterMetric > 0);
        Assert.Equal(s_talkFirst.Value(), parting.WorseMetric, 1e-5);
        // The ticket's first word stands without a space before it in the one, and with one in the other.
        int[] a = s_noTalk.Prompt.Encoding.Ids, b = s_talkFirst.Prompt.Encoding.Ids;
        Assert.Equal(a[^parting.SharedTokens..], b[^parting.SharedTokens..]);
        Assert.NotEqual(a[^(parting.SharedTokens + 1)], b[^(parting.SharedTokens + 1)]);
    }

    [Fact]
    public void Of_EveryHead_IsAWholeRunWithThatHeadReplaced()
    {
        PromptParting parting = PromptParting.Of(s_talkFirst, s_ticketFirst, TestContext.Current.CancellationToken);
        Blueprint b = s_model.Transformer.Blueprint;
        using Recording better = Recording.Of(s_model.Transformer, s_ticketFirst.Runs[0].Batch, ["*.z"]);
        int rows = s_talkFirst.Prompt.Length, other = s_ticketFirst.Prompt.Length;
        foreach (PartingPatch patch in parting.Heads.Take(5))
        {
            var values = new float[parting.SharedTokens * b.HeadSize];
            for (int r = 0; r < parting.SharedTokens; r++)
                better[patch.Site].Span.Slice((other - parting.SharedTokens + r) * b.Width + patch.Head!.Value * b.HeadSize, b.HeadSize).CopyTo(values.AsSpan(r * b.HeadSize));
            float metric = s_talkFirst.Value(new ReplaceValues(
                patch.Site, values, new KeyRange(rows - parting.SharedTokens, rows), patch.Head!.Value * b.HeadSize, b.HeadSize, "test"));
            Assert.Equal((metric - parting.WorseMetric) / (parting.BetterMetric - parting.WorseMetric), patch.Sufficient, 1e-4);
        }
    }

    [Fact]
    public void Layers_FirstAndLast_MoveNothingAndMost()
    {
        PromptParting parting = PromptParting.Of(s_talkFirst, s_ticketFirst, TestContext.Current.CancellationToken);
        // The same word at the same position.
        Assert.Equal(0, parting.Layers[0].Sufficient);
        Assert.True(parting.Layers[^1].Sufficient > 0.5f);
        Assert.InRange(parting.DecidedAfter, 1, s_model.Transformer.Blueprint.Layers - 1);
    }

    [Fact]
    public void Moving_HeadsTogether_ChangeTheAnswer()
    {
        PromptParting parting = PromptParting.Of(s_talkFirst, s_ticketFirst, TestContext.Current.CancellationToken);
        (IReadOnlyList<PartingPatch> heads, float metric) = parting.Moving(cancellation: TestContext.Current.CancellationToken)!.Value;
        Assert.True(metric > 0);
        Assert.InRange(heads.Count, 1, 8);
        Assert.Null(parting.Moving(float.MaxValue, 2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Of_AnswersOfSeveralTokens_AddUp()
    {
        Question a = Heed.Lens.Metrics.Question.Of(s_model, $"{Talk} The login page failed after the last release. {Question}", "login page", "dog");
        Question c = Heed.Lens.Metrics.Question.Of(s_model, $"The login page failed after the last release. {Question}", "login page", "dog");
        PromptParting parting = PromptParting.Of(a, c, TestContext.Current.CancellationToken);
        Assert.Equal(a.Value(), parting.WorseMetric, 1e-4);
        Assert.Equal(c.Value(), parting.BetterMetric, 1e-4);
        Assert.True(parting.Layers[^1].Sufficient > 0.5f);
    }

    [Fact]
    public void Of_PromptsThatCannotBeCompared_AreRefused()
    {
        Refused("end with the same token", s_talkFirst, Ask($"{Ticket} {Talk}"));
        Refused("the same answers", s_talkFirst, Heed.Lens.Metrics.Question.Of(s_model, $"{Ticket} {Question}", "export", "cat"));
        Refused("answers differently", s_talkFirst, s_talkFirst);

        static void Refused(string message, Question first, Question second)
            => Assert.Contains(message, Assert.Throws<HeedException>(() => PromptParting.Of(first, second, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static Question Ask(string prompt) => Heed.Lens.Metrics.Question.Of(s_model, prompt, "export", "dog");
}
