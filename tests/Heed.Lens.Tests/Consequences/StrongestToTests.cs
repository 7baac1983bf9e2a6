using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Tests.Consequences;

/// <summary>Who reads a token.</summary>
public class StrongestToTests
{
    [Fact]
    public void StrongestTo_EqualsTheStrongestOfAllEdgesToTheToken()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        Question question = Question.Of(model, "The trophy would not fit in the suitcase because it was too big. What was too big? The", "trophy", "suitcase");
        EdgeConsequences few = EdgeConsequences.Of(question, new ConsequenceOptions { Check = 0 }, cancellation: TestContext.Current.CancellationToken);
        var all = new PredictedEffects(model.Transformer, question.Runs, new ConsequenceOptions { PerHead = 1000, PerKey = 100 });
        float[] expected =
        [
            .. all.Tables[0].Values.SelectMany(table => Enumerable.Range(0, table.Heads).SelectMany(head => table.OfKey(head, 2).Take(2)))
                .Select(edge => MathF.Abs(edge.Effect)).OrderDescending().Take(6),
        ];
        IReadOnlyList<EdgeEffect> edges = few.StrongestTo(2, 6);
        Assert.All(edges, edge => Assert.Equal(2, edge.Key));
        Assert.Equal(expected, edges.Select(edge => MathF.Abs(edge.Predicted)));
        Assert.Equal(("blocks.0.attn", 0, 3), (edges[0].Attention, edges[0].Head, edges[0].Query)); // "would" reads "trophy"
        Assert.Contains("expected 0 to 20; got 21", Assert.Throws<HeedException>(() => few.StrongestTo(21)).Message);
    }
}
