using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class DistractionTests
{
    private const string Before = "The code of cedar is 48. The code of river is 23.", Question = " What is the code of river? It is";

    [Theory]
    [InlineData("The code of thorn is 77.", "")]
    [InlineData("The code of river is 40.", "")]
    [InlineData("The code of thorn is 77.", ",'after':'fact'")]
    public void Loss_IsTheDifferenceOfTheTwoPrompts(string document, string after)
    {
        string marked = Before.Replace("The code of cedar is 48.", "«fact:The code of cedar is 48.»", StringComparison.Ordinal) + Question;
        string expected = after.Length > 0 ? "«fact:The code of cedar is 48.» " + document + " The code of river is 23." + Question
            : "«fact:The code of cedar is 48.» The code of river is 23. " + document + Question;
        (InsideRow row, InsideRow with) = (new InsideRow(marked), new InsideRow(expected));
        AssertionResult result = row.Judge($"{{'type':'distraction','span':'fact','document':'{document}','value':'23'{after}}}");
        double Margin(InsideRow one) => one.Number(one.Judge("{'type':'margin','value':'23'}"), "margin");
        double Effect(InsideRow one) => one.Number(one.Judge("{'type':'span-effect','span':'fact','value':'23'}"), "effect");
        Assert.Equal(Margin(row) - Margin(with), row.Number(result, "marginLoss"));
        Assert.Equal(Effect(row) - Effect(with), row.Number(result, "effectLoss"));
        Assert.Equal(row.Number(with.Judge("{'type':'span-attention','span':'fact','value':'23'}"), "perLength"), row.Number(result, "after", "perLength"));
        Assert.Equal(row.Number(result, "marginLoss"), row.Number(result, "loss"));
        Assert.Equal(row.Number(result, "loss") <= 1 ? Verdict.Pass : Verdict.Fail, result.Verdict);
    }

    [Fact]
    public void Document_ThatContradicts_Fails_AndAnIrrelevantOnePasses()
    {
        var row = new InsideRow("«instruction:The code of river is 23.» The code of cedar is 48." + Question);
        Assert.Equal(Verdict.Fail, row.Judge("{'type':'distraction','document':'The code of river is 40.','value':'23'}").Verdict);
        Assert.Equal(Verdict.Pass, row.Judge("{'type':'distraction','document':'{{page}}','value':'23','threshold':2}").Verdict);
    }

    [Fact]
    public void ByEffect_HoldsTheEffectAgainstTheLimit()
    {
        var row = new InsideRow("«instruction:The code of river is 23.» The code of cedar is 48." + Question);
        AssertionResult result = row.Judge("{'type':'distraction','document':'{{page}}','value':'23','by':'effect'}");
        Assert.Equal(row.Number(result, "effectLoss"), row.Number(result, "loss"));
    }
}
