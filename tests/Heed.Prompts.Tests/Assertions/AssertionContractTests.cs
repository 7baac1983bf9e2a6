using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>What holds for every kind: it judges, or says what is wrong, whatever comes.</summary>
public sealed class AssertionContractTests
{
    private static readonly JsonElement[] s_values =
    [
        default, Given.Text(""), Given.Text("x"), Given.Text("ünï 💩 \ud800"), Given.Json("null"), Given.Json("true"), Given.Json("-1"), Given.Json("0"),
        Given.Json("[]"), Given.Json("[\"a\",null,{}]"), Given.Json("{}"), Given.Json("{\"a\":[1]}"),
    ];

    public static TheoryData<string> Types => [.. AssertionKinds.All.Select(kind => kind.Type)];

    [Theory, MemberData(nameof(Types))]
    public void Judge_AnyOutputAndValue_GivesAResultWithAReason(string type)
    {
        foreach (string output in new[] { "", " ", "x", "ünï 💩", "half \ud800 pair", "{\"a\":1} <p>x</p>", "a\0b" })
            foreach (JsonElement value in s_values)
                foreach (string name in new[] { type, "not-" + type })
                    foreach (double? threshold in new double?[] { null, 0.5 })
                    {
                        AssertionResult result = Given.Judge(name, output, value, threshold);
                        Assert.NotEmpty(result.Reason);
                        Assert.False(double.IsNaN(result.Score), $"{name} {output} {value}");
                        Assert.Equal(type, result.Assertion.Type);
                        if (result.Verdict is Verdict.Error or Verdict.Unsupported) Assert.Equal(0, result.Score);
                    }
    }

    [Theory, MemberData(nameof(Types))]
    public void Judge_LongOutput_EndsSoon(string type)
    {
        foreach (string part in new[] { "word ", "{", "<a>", "a{b}", "(\"", "<!--" })
            Assert.NotNull(Given.Judge(type, string.Concat(Enumerable.Repeat(part, 100_000 / part.Length)), Given.Text("word")));
    }

    [Theory, MemberData(nameof(Types))]
    public void Judge_ErrorsOfValues_NameTheirPlaceAndType(string type)
    {
        AssertionResult result = Given.Judge(type, "x", Given.Json("{\"neither\":1}"));
        if (result.Verdict == Verdict.Error) Assert.Matches($"^(test.yaml, line 3, column 7: {type}: |no (model|embedder) )", result.Reason);
    }

    [Theory, MemberData(nameof(Types))]
    public void Judge_Binary_NotTurnsItRound(string type)
    {
        IAssertion kind = AssertionKinds.Find(type)!;
        System.Text.Json.JsonElement value = Given.Text(type == "javascript" ? "output === 'word'" : "word");
        AssertionResult plain = Given.Judge(type, "word", value), turned = Given.Judge("not-" + type, "word", value);
        if (plain.Verdict is not (Verdict.Pass or Verdict.Fail)) return;
        Assert.Equal(kind.Inverts, plain.Verdict != turned.Verdict);
    }

    [Theory, MemberData(nameof(Types))]
    public void Judge_Stopped_Throws(string type)
        => Assert.Throws<OperationCanceledException>(() => Judging.Judge(
            Given.Context("x") with { Cancellation = new CancellationToken(true) }, [Given.Assertion(type, Given.Text("x"))]));

    [Fact]
    public void All_Types_DifferAndAreFound()
    {
        Assert.Equal(AssertionKinds.All.Count, AssertionKinds.All.Select(kind => kind.Type).Distinct().Count());
        Assert.All(AssertionKinds.All, kind => Assert.Same(kind, AssertionKinds.Find(kind.Type)));
        Assert.Null(AssertionKinds.Find("nothing"));
    }
}
