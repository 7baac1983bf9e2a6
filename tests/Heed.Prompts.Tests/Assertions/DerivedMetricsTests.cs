using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>Values are those of mathjs.</summary>
public sealed class DerivedMetricsTests
{
    private static readonly Dictionary<string, double> s_scores = new() { ["precision"] = 0.5, ["recall"] = 0.25, ["a_b"] = 4 };

    [Theory]
    [InlineData("2 * precision * recall / (precision + recall)", 1 / 3.0)]
    [InlineData("-2^2", -4)]
    [InlineData("2^3^2", 512)]
    [InlineData("2^-1", 0.5)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("8 / 4 / 2", 1)]
    [InlineData("-7 % 3", 2)]
    [InlineData("1e2 + .5", 100.5)]
    [InlineData("min(precision, recall) + max(1, 2, 3)", 3.25)]
    [InlineData("sqrt(a_b) + abs(-1) + round(2.5) + round(1.25, 1)", 7.3)]
    [InlineData("a_b / __count", 2)]
    [InlineData("(((1)))", 1)]
    public void Compute_Expressions_HaveTheirValues(string expression, double value)
        // A sum of a few terms is off by a few ulps.
        => Assert.Equal(value, DerivedMetrics.Compute([new DerivedMetric("m", expression)], s_scores, 2).Values["m"],
            4 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)));

    [Theory]
    [InlineData("recal * 2", "there is no score 'recal'; did you mean recall?")]
    [InlineData("1 / 0", "expected a finite number; it is Infinity")]
    [InlineData("(1", "expected ) at character 3")]
    [InlineData("1 +", "expected a number or a name")]
    [InlineData("1 2", "expected an operator")]
    [InlineData("sin(1)", "expected one of min, max")]
    [InlineData("", "expected a number or a name")]
    public void Compute_Problems_AreNamedAndTheOthersStay(string expression, string problem)
    {
        DerivedScores scores = DerivedMetrics.Compute([new DerivedMetric("bad", expression), new DerivedMetric("good", "1")], s_scores, 2);
        Assert.Contains(problem, Assert.Single(scores.Problems));
        Assert.Equal(1, scores.Values["good"]);
    }

    [Fact]
    public void Compute_OneAfterAnother_SeesTheEarlier()
        => Assert.Equal(2, DerivedMetrics.Compute([new("a", "1"), new("b", "a + 1")], s_scores, 1).Values["b"]);

    [Fact]
    public void Compute_DeepParentheses_AreRefused()
        => Assert.Single(DerivedMetrics.Compute([new("a", new string('(', 10_000))], s_scores, 1).Problems);
}
