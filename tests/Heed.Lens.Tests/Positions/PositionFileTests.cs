using Heed.Lens.Positions;

namespace Heed.Lens.Tests.Positions;

/// <summary>Files of <c>heed position</c>: what they mean, and errors that name the line.</summary>
public class PositionFileTests
{
    private const string Passages = """
        name: codes
        span: The code of amber is 42.
        question: What is the code of amber? It is
        answer: "42"
        other: "17"
        distractors: [The code of basil is 17., The code of cedar is 99.]
        passages: [2, 3]
        positions: [0, 1, 2]
        """;

    [Fact]
    public void Parse_Passages_IsWhatItSays()
    {
        PositionTask task = PositionFile.Parse(Passages, "codes.yaml");
        PositionSample sample = Assert.Single(task.Samples);
        Assert.Equal(("codes", "42", "17", " ", false), (task.Name, sample.Answer, sample.Other, sample.Joint, sample.Repeats));
        Assert.Equal(2, sample.Around.Count);
        Assert.Equal([2, 3], task.Plan.Sizes);
        Assert.Equal([0.0, 1, 2], task.Plan.Places);
        Assert.Equal([0.0, 1], task.Plan.PlacesOf(2));
    }

    [Theory]
    [InlineData("passages: [2, 3]", "passages: [2.5, 3]", "passages: expected whole numbers; got 2.5")]
    [InlineData("passages: [2, 3]\npositions: [0, 1, 2]", "lengths: [64.7]\ndepths: [0]", "lengths: expected whole numbers; got 64.7")]
    public void Parse_SizesThatAreNoWholeNumbers_AreRefused(string from, string to, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(
            () => PositionFile.Parse(Passages.Replace(from, to, StringComparison.Ordinal), "codes.yaml")).Message);

    [Fact]
    public void Parse_JsonWithFillerAndSamples_SharesWhatStandsOutside()
    {
        PositionTask task = PositionFile.Parse("""
            {"filler": "The fox ran. Was it tired? It was 3.5 miles!", "lengths": [64], "depths": [0, 50.5], "joint": "\n",
             "samples": [{"span": "a b.", "question": "c", "answer": "d"}, {"span": "e f.", "question": "g", "answer": "h"}]}
            """, "task.json");
        Assert.Equal(("task", 2), (task.Name, task.Samples.Count));
        Assert.Equal(["The fox ran.", "Was it tired?", "It was 3.5 miles!"], task.Samples[1].Around);
        Assert.True(task.Samples[1].Repeats);
        Assert.Equal("\n", task.Samples[0].Joint);
        Assert.Equal(PositionUnit.Tokens, task.Plan.Unit);
    }

    [Theory]
    [InlineData("span: The code of amber is 42.", "", "span: expected the passage that is moved; it is missing")]
    [InlineData("question: What", "quest: What", "line 3: unknown key \"quest\"; known are")]
    [InlineData("answer: \"42\"", "", "answer: expected the answer; it is missing")]
    [InlineData("answer: \"42\"", "answer: [42, 43]", "line 4: answer: expected a text")]
    [InlineData("passages: [2, 3]", "passages: [two]", "line 7: passages: expected numbers; got two")]
    [InlineData("passages: [2, 3]", "", "passages: expected a list of numbers; it is missing")]
    [InlineData("passages: [2, 3]", "passages: [0]", "passages: expected at least 1; got 0")]
    [InlineData("positions: [0, 1, 2]", "positions: [0.5]", "positions: expected whole numbers")]
    [InlineData("positions: [0, 1, 2]", "lengths: [5]", "got both")]
    [InlineData("distractors: [", "filler: [", "line 7: passages: expected \"distractors\" with it")]
    [InlineData("The code of basil is 17.", "The code of amber is 42.", "line 2: span: expected a passage that the distractors or the filler do not have")]
    [InlineData("distractors: [The code of basil is 17., The code of cedar is 99.]", "", "expected either \"distractors\" or \"filler\" with it; got neither")]
    [InlineData("name: codes", "name: }", "line 1: expected YAML or JSON")]
    public void Parse_WrongFile_SaysWhatIsWrong(string part, string instead, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => PositionFile.Parse(Passages.Replace(part, instead), "codes.yaml")).Message);

    [Fact]
    public void Read_NoFile_SaysSo()
        => Assert.Contains("there is no file 'no-such.yaml'", Assert.Throws<HeedException>(() => PositionFile.Read("no-such.yaml")).Message);

    [Theory]
    [InlineData("needle")]
    [InlineData("keys")]
    [InlineData("passages")]
    public void Generated_AnswerStandsInTheSpanAlone(string kind)
    {
        foreach (PositionSample sample in GeneratedPositions.Samples(kind, 20, seed: 1))
        {
            string name = sample.Question.Split("the code of ")[1].Split('?')[0];
            Assert.Contains($"The code of {name} is {sample.Answer}.", sample.Span);
            Assert.DoesNotContain(sample.Around, passage => passage.Contains($"The code of {name} is "));
        }
        Assert.Equal(GeneratedPositions.Samples(kind, 3, 9).Select(s => s.Span), GeneratedPositions.Samples(kind, 3, 9).Select(s => s.Span));
        Assert.NotEqual(GeneratedPositions.Samples(kind, 1, 8)[0].Span, GeneratedPositions.Samples(kind, 1, 9)[0].Span);
    }

    [Fact]
    public void Generated_UnknownKind_IsRefused()
        => Assert.Contains("generate: expected needle, keys, passages; got 'hay'", Assert.Throws<HeedException>(() => GeneratedPositions.Samples("hay", 1, 1)).Message);
}
