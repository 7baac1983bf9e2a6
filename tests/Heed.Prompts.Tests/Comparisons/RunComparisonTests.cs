using System.Text.Json;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Comparisons;

public sealed class RunComparisonTests
{
    [Fact]
    public void Of_PassesAndFailures_IsMcNemarAndNewcombe()
    {
        (double[] a, double[] b) = Runs.Table(30, 2, 10, 18);
        VariantComparison variant = Compare(Runs.Of("a", a), Runs.Of("b", b)).Variants.Single();
        MetricComparison rate = variant.Main;
        var table = new PairedTable(30, 2, 10, 18);
        Assert.Equal(table, rate.Table);
        Assert.Equal((32 / 60.0, 40 / 60.0, 8 / 60.0), (rate.MeanA, rate.MeanB, rate.Delta));
        Assert.Equal(PairedProportions.Newcombe(table), rate.Interval);
        Assert.Equal(McNemarTest.P(table), rate.P);
        Assert.Equal(2, variant.Changes.Count(changed => changed.Change == CaseChange.Regressed));
        Assert.Equal(10, variant.Changes.Count(changed => changed.Change == CaseChange.Improved));
        Assert.Equal(CaseChange.Regressed, variant.Changes[0].Change);
    }

    [Theory]
    [InlineData(30, 0, 10, 20, Preference.Better)]
    [InlineData(30, 10, 0, 20, Preference.Worse)]
    [InlineData(30, 2, 4, 24, Preference.Inconclusive)]
    [InlineData(5, 0, 10, 4, Preference.TooFew)] // 19 cases, all one way
    [InlineData(5, 0, 10, 5, Preference.Better)]
    public void Of_AnyTable_HasItsVerdict(int both, int onlyA, int onlyB, int neither, Preference verdict)
    {
        (double[] a, double[] b) = Runs.Table(both, onlyA, onlyB, neither);
        MetricComparison rate = Compare(Runs.Of("a", a), Runs.Of("b", b), new ComparisonOptions { Metrics = ["pass-rate"] }).Variants[0].Main;
        Assert.Equal(verdict, rate.Verdict);
        Assert.Equal(verdict == Preference.TooFew, rate.Interval is null);
        Assert.Equal(verdict is Preference.Inconclusive or Preference.TooFew, rate.CasesNeeded is not null);
    }

    [Fact]
    public void Of_TwoVariants_IsThatOfTheirRuns()
    {
        (double[] a, double[] b) = Runs.Table(30, 2, 10, 18);
        (EvalRun first, EvalRun second) = (Runs.Of("a", a), Runs.Of("b", b));
        VariantComparison expected = Compare(first, second).Variants.Single();
        VariantComparison variant = RunComparison.Of(
            new ComparedVariant(first, first.Plan.Columns[0]), new ComparedVariant(second, second.Plan.Columns[0]),
            cancellation: TestContext.Current.CancellationToken).Variants.Single();
        Assert.Equal(expected.Metrics.Select(metric => (metric.Metric.Name, metric.Delta, metric.AdjustedP)),
            variant.Metrics.Select(metric => (metric.Metric.Name, metric.Delta, metric.AdjustedP)));
    }

    [Fact]
    public void Of_Inconclusive_SaysHowManyCasesItTakes()
    {
        (double[] a, double[] b) = Runs.Table(50, 10, 20, 20);
        MetricComparison rate = Compare(Runs.Of("a", a), Runs.Of("b", b), new ComparisonOptions { Metrics = ["pass-rate"] }).Variants[0].Main;
        Assert.Equal(PairsNeeded.PassFail(0.3, 0.1), rate.CasesNeeded); // 234
        Assert.Equal(Preference.Inconclusive, rate.Verdict);
        Assert.InRange(rate.Detectable!.Value, 0.1, 0.2);
        (a, b) = Runs.Table(50, 3, 3, 20);
        Assert.Null(Compare(Runs.Of("a", a), Runs.Of("b", b), new ComparisonOptions { Metrics = ["pass-rate"] }).Variants[0].Main.CasesNeeded);
    }

    [Fact]
    public void Of_Scores_AreBootstrappedWithTheSeed()
    {
        var random = new Randomness(3);
        double[] a = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())], b = [.. a.Select(x => Math.Min(1, x + 0.1 * random.NextDouble()))];
        double[] d = [.. a.Zip(b, (x, y) => y - x)];
        MetricComparison score = Compare(Runs.Of("a", a), Runs.Of("b", b), new ComparisonOptions { Seed = 9 }).Variants[0].Metrics.Single(metric
            => metric.Metric.Name == "score");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(PairedBootstrap.Of(d, seed: 9, cancellation: cancellation).BiasCorrected(), score.Interval);
        Assert.Equal(SignFlipTest.P(d, seed: 9, cancellation: cancellation), score.P);
        Assert.Equal(d.Average(), score.Delta, 1e-12);
        Assert.Equal(Preference.Better, score.Verdict);
    }

    [Fact]
    public void Of_Latency_LessIsBetterAndErrorsAreLeftOut()
    {
        double[] scores = [.. Enumerable.Repeat(1.0, 30)];
        EvalRun slow = Runs.Of("a", scores, (i, row) => row with { Answer = row.Answer! with { LatencyMs = 100 + i } });
        EvalRun fast = Runs.Of("b", scores, (i, row) => i == 0 ? row with { Answer = null, Failure = FailureReason.Error, Error = "gone", Score = 0.7 }
            : row with { Answer = row.Answer! with { LatencyMs = 50 + i } });
        MetricComparison apart = Compare(slow, fast).Variants[0].Metrics.Single(metric => metric.Metric.Name == "latency");
        Assert.Equal((29, -50.0, Preference.NeedsOneRun, null, null), (apart.Cases, apart.Delta, apart.Verdict, apart.Interval, apart.P));
        // Columns of one run take turns.
        VariantComparison variant = Compare(slow, fast with { Id = "a" }).Variants[0];
        MetricComparison latency = variant.Metrics.Single(metric => metric.Metric.Name == "latency");
        Assert.Equal((29, -50.0, Preference.Better), (latency.Cases, latency.Delta, latency.Verdict));
        Assert.Equal(-1 / 30.0, variant.Main.Delta, 1e-15);
        Assert.Equal(29 / 30.0, variant.Metrics.Single(metric => metric.Metric.Name == "score").MeanB, 1e-15); // an error scores nothing
        Assert.Contains(variant.Notes, note => note.Contains("1 of 30 rows of B are errors"));
    }

    [Fact]
    public void Of_NamedMetrics_AreComparedWhereBothHaveThem()
    {
        double[] scores = [.. Enumerable.Repeat(1.0, 40)];
        EvalRun a = Runs.Of("a", scores, (i, row) => row with { NamedScores = new Dictionary<string, double> { ["tone"] = 0.5, ["score"] = 0.1 } });
        EvalRun b = Runs.Of("b", scores, (i, row) => i < 10 ? row : row with { NamedScores = new Dictionary<string,
            double> { ["tone"] = 0.5 + i % 2 * 0.25 } });
        MetricComparison[] metrics = [.. Compare(a, b).Variants[0].Metrics];
        Assert.Equal(["pass-rate", "score", "metric:score", "tone", "latency"], metrics.Select(metric => metric.Metric.Name));
        Assert.Equal((30, 0.125), (metrics[3].Cases, metrics[3].Delta));
        Assert.Equal((0, Preference.TooFew), (metrics[2].Cases, metrics[2].Verdict));
    }

    [Fact]
    public void Of_CasesMovedAddedAndTakenAway_ArePairedByTheirVariables()
    {
        EvalRun a = Runs.Of("a", Enumerable.Repeat(1.0, 25));
        PlannedColumn column = a.Plan.Columns[0];
        // Cases 3 … 24 in reverse order, and two new ones.
        RunRow[] rows = [.. Enumerable.Range(3, 24).Reverse().Select((n, index) => Runs.Row(Runs.Case(index, n), column, n == 7 ? 0 : 1))];
        VariantComparison variant = Compare(a, Runs.Of("b", [column], rows)).Variants[0];
        Assert.Equal(22, variant.Cases.Count);
        Assert.Equal([0, 1, 2], variant.OnlyA.Select(test => test.Index));
        Assert.Equal([26, 25], variant.OnlyB.Select(test => test.Vars["n"].GetInt32()));
        Assert.Equal(7, variant.Changes.Single().Case.Case.Index);
    }

    [Fact]
    public void Of_EqualVariables_ArePairedByDescriptionThenOrder()
    {
        PlannedColumn column = Runs.Of("a", [1]).Plan.Columns[0];
        PlannedCase Case(int index, string? about) => Runs.Case(index, 5) with { Description = about };
        EvalRun a = Runs.Of("a", [column], [Runs.Row(Case(0, "x"), column, 1), Runs.Row(Case(1, null), column, 1), Runs.Row(Case(2, "z"), column, 1)]);
        EvalRun b = Runs.Of("b", [column], [Runs.Row(Case(0, "new"), column, 1), Runs.Row(Case(1, "z"), column, 1), Runs.Row(Case(2, "x"), column, 0)]);
        VariantComparison variant = Compare(a, b).Variants[0];
        Assert.Equal([("x", "x"), (null, "new"), ("z", "z")], variant.Cases.Select(test => (test.A[0].Case.Description, test.B[0].Case.Description)));
    }

    [Fact]
    public void Of_Repeats_AreAveragedWithinTheirCase()
    {
        PlannedColumn column = Runs.Of("a", [1]).Plan.Columns[0];
        RunRow[] Rows(int repeats, Func<int, int, double> score) =>
            [.. Enumerable.Range(0, 24 * repeats).Select(i => Runs.Row(Runs.Case(i, i / repeats) with { Test = i / repeats, Repeat = i % repeats }, column,
                score(i / repeats, i % repeats)))];
        VariantComparison variant = Compare(Runs.Of("a", [column], Rows(4, (n, repeat) => repeat < n % 3 ? 1 : 0)),
            Runs.Of("b", [column], Rows(2, (n, _) => 1))).Variants[0];
        Assert.Equal((24, 24), (variant.Cases.Count, variant.Main.Cases));
        Assert.Equal(0.25, variant.Main.MeanA, 1e-15);
        Assert.Null(variant.Main.Table);
        Assert.Contains("bootstrap", variant.Main.Method);
        Assert.Contains(variant.Notes, note => note.Contains("24 cases are not repeated equally often"));
    }

    [Fact]
    public void Of_Clusters_AreResampledWholeAndCountedAsOne()
    {
        (double[] a, double[] b) = Runs.Table(40, 0, 20, 20);
        RunRow Clustered(int i, RunRow row, int size)
            => row with { Case = row.Case with { Metadata = JsonElement.Parse($"{{\"cluster\":\"doc {i / size}\"}}") } };
        VariantComparison few = Compare(Runs.Of("a", a, (i, row) => Clustered(i, row, 8)), Runs.Of("b", b)).Variants[0];
        Assert.Equal(Preference.TooFew, few.Main.Verdict); // 80 cases of 10 documents
        Assert.NotNull(few.Main.CasesNeeded);
        VariantComparison many = Compare(Runs.Of("a", a, (i, row) => Clustered(i, row, 4)), Runs.Of("b", b)).Variants[0], single = Compare(Runs.Of("a", a),
            Runs.Of("b", b)).Variants[0];
        Assert.Contains("20 clusters", many.Main.Method);
        Assert.True(many.Main.P > 10 * single.Main.P);
    }

    [Fact]
    public void Of_SeveralVariants_AreAdjustedTogether()
    {
        (double[] a, double[] b) = Runs.Table(40, 1, 9, 10); // p = 0.021
        EvalRun base_ = Runs.Of("a", a);
        var options = new ComparisonOptions { Metrics = ["pass-rate"] };
        Assert.Equal(Preference.Better, Compare(base_, Runs.Of("b", b), options).Variants[0].Main.Verdict);
        RunComparison several = RunComparison.Of([base_, Runs.Of("b", b), Runs.Of("c", b), Runs.Of("d", a)], options, TestContext.Current.CancellationToken);
        double p = McNemarTest.P(new PairedTable(40, 1, 9, 10));
        Assert.Equal([3 * p, 3 * p, 1], several.Variants.Select(variant => variant.Main.AdjustedP!.Value));
        Assert.All(several.Variants, variant => Assert.Equal(Preference.Inconclusive, variant.Main.Verdict));
        Assert.True(several.Variants[0].Main.CasesNeeded > 60);
    }

    [Fact]
    public void OfColumns_OneRun_ComparesEachWithTheFirst()
    {
        EvalRun a = Runs.Of("a", [1, 0, 1]);
        PlannedColumn other = a.Plan.Columns[0] with { Index = 1, Prompt = new PlannedPrompt("q", "other") { Id = "q" } };
        EvalRun run = Runs.Of("a", [a.Plan.Columns[0], other], [.. a.Rows, .. a.Rows.Select(row => row with { Column = other, Failure = FailureReason.None })]);
        VariantComparison variant = RunComparison.OfColumns(run, cancellation: TestContext.Current.CancellationToken).Variants.Single();
        Assert.Equal(("[echo] prompt", "[echo] other", 1), (variant.A.Name, variant.B.Name, variant.Changes.Count));
        Assert.Contains("several columns", Assert.Throws<HeedException>(() => RunComparison.OfColumns(a,
            cancellation: TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Of_ColumnsOfOtherNames_ArePairedByPlaceOrRefused()
    {
        EvalRun a = Runs.Of("a", [1, 0]), b = Runs.Of("b", [1, 1], label: "changed");
        Assert.Equal("[echo] changed", Compare(a, b).Variants.Single().B.Name);
        PlannedColumn Column(int index, string label) => new(index, a.Plan.Columns[0].Provider, new PlannedPrompt("q", label) { Id = "q" });
        EvalRun two = Runs.Of("two", [Column(0, "x"), Column(1, "prompt")], []), three = Runs.Of("three", [Column(0, "u"), Column(1, "v"), Column(2, "w")], []);
        RunComparison named = Compare(a, two);
        Assert.Equal("[echo] prompt", named.Variants.Single().B.Name);
        Assert.Contains("[echo] x", named.Notes.Single());
        Assert.Equal(3, Compare(a, three).Variants.Count);
        Assert.Contains("columns of the same name", Assert.Throws<HeedException>(() => Compare(two, three)).Message);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void Of_GreedyAnswers_SaysThatRepeatsAddNothing(bool? greedy, bool said)
    {
        EvalRun run = Runs.Of("a", [1, 0], (_, row) => row with { Answer = row.Answer! with { Greedy = greedy } });
        Assert.Equal(said, Compare(run, run).Variants[0].Notes.Any(note => note.Contains("bit-exact")));
    }

    [Fact]
    public void Of_OtherAssertions_IsSaid()
    {
        EvalRun a = Runs.Of("a", [1, 1]), b = Runs.Of("b", [1, 1], (i, row) => i == 0 ? row : row with { Case = row.Case with { Threshold = 0.4 } });
        Assert.Contains(Compare(a, b).Variants[0].Notes, note => note.StartsWith("1 case is held to other assertions"));
        Assert.Contains("got 'tone'", Assert.Throws<HeedException>(() => Compare(a, b, new ComparisonOptions { Metrics = ["tone"] })).Message);
        Assert.Contains("at least 2", Assert.Throws<HeedException>(() => RunComparison.Of([a], null, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Of_NoCommonCase_HasNoNumbers()
    {
        EvalRun a = Runs.Of("a", [1]), b = Runs.Of("b", [a.Plan.Columns[0]], [Runs.Row(Runs.Case(0, 9), a.Plan.Columns[0], 1)]);
        VariantComparison variant = Compare(a, b).Variants[0];
        Assert.Equal((0, 1, 1, 0), (variant.Cases.Count, variant.OnlyA.Count, variant.OnlyB.Count, variant.Main.Cases));
        Assert.Equal((0.0, Preference.TooFew), (variant.Main.Delta, variant.Main.Verdict));
    }

    private static RunComparison Compare(EvalRun a, EvalRun b, ComparisonOptions? options = null) => RunComparison.Of(a, b, options,
        TestContext.Current.CancellationToken);
}
