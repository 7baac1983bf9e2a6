using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Tests.Consequences;

/// <summary>Which edges are listed and cut, and what is said of them.</summary>
public class EdgeConsequencesTests
{
    private const string Prompt = "The trophy would not fit in the suitcase because it was too big. What was too big? The";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_NothingToCheck_ListsTheStrongestByPrediction()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        IReadOnlyList<EdgeEffect> edges = Of(model, 0).Edges;
        Assert.Equal(50, edges.Count);
        Assert.All(edges, edge => Assert.Null(edge.Measured));
        Assert.Equal(edges.OrderByDescending(edge => MathF.Abs(edge.Predicted)), edges);
    }

    [Fact]
    public void Of_AnAnswerOfSeveralTokens_TheStrongestAreThoseOfTheSum()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        var question = Question.Of(model, Prompt, "xylophone", "xylograph");
        Assert.Equal(2, question.Runs.Count);
        var all = new PredictedEffects(model.Transformer, question.Runs, new ConsequenceOptions { PerHead = 5000 });
        IEnumerable<EdgeEffect> edges = all.Details(all.Strongest((table, head) => table.ByEffect(head), edge => MathF.Abs(edge.Effect)))
            .OrderByDescending(edge => MathF.Abs(edge.Predicted));
        IReadOnlyList<EdgeEffect> listed = EdgeConsequences.Of(question, new ConsequenceOptions { Check = 0 }, cancellation: Cancellation).Edges;
        Assert.Equal(edges.Take(50).Select(Place), listed.Select(Place));

        static (string, int, int, int, int?) Place(EdgeEffect edge) => (edge.Attention, edge.Head, edge.Query, edge.Key, edge.Run);
    }

    [Fact]
    public void Of_ManyToCheck_CutsAsManyAsAsked()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        EdgeConsequences some = Of(model, 2200);
        Assert.Equal(2200, some.Edges.Count); // of 16 heads with 231 edges each
        Assert.Equal(2200, some.Edges.Distinct().Count());
        Assert.Contains(some.Edges.GroupBy(edge => (edge.Layer, edge.Head)), head => head.Count() > 128);
    }

    [Fact]
    public void Of_MoreThanTheBudgetHolds_IsRefusedBeforehand()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        // So long that all edges take more than the activations, and less than all that an int can count.
        var question = Question.Of(model, string.Concat(Enumerable.Repeat("The dog was tired. ", 40)) + "The", "trophy", "suitcase");
        string message = Assert.Throws<HeedException>(
            () => EdgeConsequences.Of(question, new ConsequenceOptions { Check = int.MaxValue, Budget = 25_000_000 }, cancellation: Cancellation)).Message;
        Assert.Contains("check: to keep 2,147,483,647 edges a head needs", message);
    }

    [Fact]
    public void OfEdges_NoneThatMatters_NoneLooksWeakAndDecides()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        var question = Question.Of(model, Prompt, "trophy", "suitcase");
        // In the last layer only the last token's edges reach the answer.
        EdgeEffect[] asked = [.. Enumerable.Range(0, 10).Select(key => new EdgeEffect("blocks.3.attn", 3, 0, 10, key))];
        IReadOnlyList<EdgeEffect> edges = EdgeConsequences.OfEdges(question, asked, cancellation: Cancellation);
        Assert.All(edges, edge => Assert.Equal((0f, EdgeBadge.None), (edge.Measured, edge.Badge)));
    }

    private static EdgeConsequences Of(LanguageModel model, int check)
        => EdgeConsequences.Of(Question.Of(model, Prompt, "trophy", "suitcase"), new ConsequenceOptions { Check = check }, cancellation: Cancellation);
}
