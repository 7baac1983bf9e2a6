using System.Text.Json;
using Heed.Lens.Spans;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class PositionTests
{
    [Fact]
    public void Curve_HoldsTheMarginOfEveryTextWithTheSpanMoved()
    {
        var row = new InsideRow(Sentences.Codes);
        AssertionResult result = row.Judge("{'type':'position','span':'fact','value':'23'}");
        string[] others = ["The code of cedar is 48.", "The code of maple is 61.", "The code of onyx is 90.", "The code of flint is 15."];
        double[] margins = [.. Enumerable.Range(0, 5).Select(place => new InsideRow(
                string.Join(' ', (string[])[.. others[..place], "The code of river is 23.", .. others[place..]]) + " What is the code of river? It is"))
            .Select(moved => moved.Number(moved.Judge("{'type':'margin','value':'23'}"), "margin"))];
        Assert.Equal(margins, result.Details.GetProperty("curve").EnumerateArray().Select(point => point.GetProperty("margin").GetDouble()));
        Assert.Equal(margins.Max() - margins.Min(), row.Number(result, "range"));
        Assert.Equal(Math.Exp(margins.Min() - margins.Max()), result.Score, 1e-12);
        Assert.Equal(2, row.Number(result, "here"));
        Assert.Equal(row.Number(row.Judge("{'type':'margin','value':'23'}"), "margin"), row.Number(result, "curve", "2", "margin"));
    }

    [Fact]
    public void Threshold_IsTheLargestRange()
    {
        var row = new InsideRow(Sentences.Codes);
        Assert.Equal(Verdict.Pass, row.Judge("{'type':'position','span':'fact','value':'23','threshold':3}").Verdict);
        Assert.Equal(Verdict.Fail, row.Judge("{'type':'position','span':'fact','value':'23','threshold':0.01}").Verdict);
    }

    [Fact]
    public void Positions_AreSpreadEvenly_EndsIncluded()
    {
        var row = new InsideRow(Sentences.Codes);
        JsonElement curve = row.Judge("{'type':'position','span':'fact','value':'23','positions':3}").Details.GetProperty("curve");
        Assert.Equal([0, 2, 4], curve.EnumerateArray().Select(point => point.GetProperty("place").GetInt32()));
        Assert.Equal(5, row.Judge("{'type':'position','span':'fact','value':'23','positions':50}").Details.GetProperty("curve").GetArrayLength());
    }

    [Fact]
    public void Question_NamesWhatStays()
    {
        var row = new InsideRow("The code of cedar is 48. «fact:The code of river is 23.» «ask:Now look it up.» What is the code of river? It is");
        Assert.Equal(3, row.Number(row.Judge("{'type':'position','span':'fact','value':'23'}"), "places"));
        Assert.Equal(2, row.Number(row.Judge("{'type':'position','span':'fact','value':'23','question':'ask'}"), "places"));
    }

    [Theory]
    [InlineData("«fact:The code of river is 23.» What is the code of river? It is", "nothing to move past")]
    [InlineData("The code of cedar is 48. What is the code of cedar? «fact:It is»", "the last sentence")]
    [InlineData("The code of «fact:cedar» is 48. What is the code of cedar? It is", "part of a sentence")]
    [InlineData("«fact:The code of cedar is 48.» «fact:The code of river is 23.» What is the code of cedar? It is", "2 places")]
    public void Position_OfASpanThatCannotMove_SaysWhy(string marked, string problem)
        => Assert.Contains(problem, new InsideRow(marked).Refused("{'type':'position','span':'fact','value':'48'}"), StringComparison.Ordinal);

    [Fact]
    public void Moves_AtItsOwnPlace_GiveTheTextBitByBit_AndElsewhereThePartsOfIt()
    {
        const string Text = "  Be brief.\nUse: \"this.\"  A = 1; B = 2;\n\nQ one? Then say\n A:";
        foreach (string span in (string[])["Be brief.", "B = 2;", "Q one?"])
        {
            int start = Text.IndexOf(span, StringComparison.Ordinal);
            SpanMoves moves = SpanMoves.Of(Text, 0..Text.Length, "s", start..(start + span.Length), [], Text.IndexOf("A:", StringComparison.Ordinal));
            Assert.Equal(Text, moves.At(moves.Here).Text);
            for (int place = 0; place < moves.Count; place++)
            {
                (string moved, Range where) = moves.At(place);
                Assert.Equal(span, moved[where]);
                Assert.Equal(Text.Order(), moved.Order());
                Assert.EndsWith("\n A:", moved, StringComparison.Ordinal);
            }
        }
    }
}
