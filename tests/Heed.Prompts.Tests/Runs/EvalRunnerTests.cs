using System.Text.Json;
using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Tests.Runs;

public sealed class EvalRunnerTests
{
    private const string Prompt = "The export failed after the last release. How do I fix it? Fix the";

    [Fact]
    public void Run_Cells_ComeCaseByCaseAndColumnByColumn()
    {
        EvalRun run = Run(Plans.Of(Plans.Echo, ["{{a}}", "{{a}}!"], Plans.Case(0, ("a", "one")), Plans.Case(1, ("a", "two")) with { Provider = "echo" }));
        Assert.Equal(["one", "one!", "two", "two!"], run.Rows.Select(row => row.Answer!.Text));
        Assert.All(run.Rows, row => Assert.True(row.Success));
        Assert.Empty(Run(Plans.Of(Plans.Echo, ["x"], Plans.Case(0) with { Provider = "another" })).Rows);
    }

    [Fact]
    public void Run_SeveralAtOnce_GivesTheSameRows()
    {
        EvalPlan plan = Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 3}"""), [Prompt, "{{a}} " + Prompt], [.. Enumerable.Range(0, 10).Select(i => Plans.Case(i, ("a", $"The dog was {i}.")))]);
        using LocalModels models = Local();
        EvalRun one = new EvalRunner(models, new EvalOptions()).Run(plan, null, cancellation: TestContext.Current.CancellationToken);
        EvalRun four = new EvalRunner(models, new EvalOptions { Concurrency = 4 }).Run(plan, null, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(one.Rows.SelectMany(row => row.Answer!.LogProbabilities), four.Rows.SelectMany(row => row.Answer!.LogProbabilities));
    }

    [Fact]
    public void Run_Repeats_DrawBySeedsOfTheirOwn_AndGreedyOnesAreTheSameQuestion()
    {
        using var folder = new TemporaryFolder();
        PlannedCase[] repeats = [.. Enumerable.Range(0, 4).Select(i => Plans.Case(i) with { Test = 0, Repeat = i })];
        EvalRun drawn = Cached(folder, Plans.Model("tiny-decoder", """{"max_tokens": 8, "temperature": 3}"""), repeats);
        Assert.True(drawn.Rows.Select(row => row.Answer!.Text).Distinct().Count() > 1);
        Assert.All(drawn.Rows, row => Assert.False(row.Answer!.Cached));
        EvalRun greedy = Cached(folder, Plans.Model("tiny-decoder", """{"max_tokens": 8}"""), repeats);
        Assert.Single(greedy.Rows.Select(row => row.Answer!.Text).Distinct());
        Assert.Equal([false, true, true, true], greedy.Rows.Select(row => row.Answer!.Cached));
    }

    [Fact]
    public void Run_StoredOutputAndConversation_ReachLaterRows()
    {
        EvalPlan plan = Plans.Of(Plans.Echo, ["{% for turn in _conversation %}{{ turn.output }},{% endfor %}{{ said }}{{ a }}"],
            Plans.Case(0, ("a", "one")) with { Options = new CaseOptions { StoreOutputAs = "said" } }, Plans.Case(1, ("a", "two")), Plans.Case(2, ("a", "three")) with { Options = new CaseOptions { DisableConversation = true } });
        Assert.Equal(["one", "one,onetwo", "onethree"], Run(plan).Rows.Select(row => row.Answer!.Text));
    }

    [Fact]
    public void Run_TransformsAndGivenOutput_AreJudged()
    {
        PlannedProvider provider = Plans.Echo with { Transform = "output.toUpperCase()" };
        PlannedCase planned = Plans.Case(0, ("a", "one")) with
        {
            Options = new CaseOptions { Transform = "output + '?'", TransformVars = "({ a: vars.a + 'X' })" },
            Assertions = [new PlannedAssertion("equals", new Place("x")) { Value = Plans.Json("\"ONEX?\"") }],
        };
        Assert.True(Assert.Single(Run(Plans.Of(provider, ["{{a}}"], planned)).Rows).Success);
        RunRow given = Assert.Single(Run(Plans.Of(Plans.Echo, ["{{a}}"], Plans.Case(0) with { ProviderOutput = Plans.Json("""{"b": 2}""") })).Rows);
        Assert.Equal(2, given.Output.GetProperty("b").GetInt32());
    }

    [Fact]
    public void Run_WhatGoesWrong_IsARowsError_AndTheOthersGoOn()
    {
        EvalPlan plan = Plans.Of(Plans.Echo, ["{{ a | nosuchfilter }}", "{{a}}"], Plans.Case(0, ("a", "one")));
        EvalRun run = Run(plan);
        Assert.Equal([FailureReason.Error, FailureReason.None], run.Rows.Select(row => row.Failure));
        Assert.Contains("nosuchfilter", run.Rows[0].Error);
    }

    [Fact]
    public void Run_StoppedAndTakenUpAgain_DoesNothingTwice()
    {
        using var folder = new TemporaryFolder();
        EvalPlan plan = Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 2}"""), [Prompt, "{{a}} " + Prompt], [.. Enumerable.Range(0, 6).Select(i => Plans.Case(i, ("a", $"The cat was {i}.")))]);
        using LocalModels models = Local();
        using IPromptStore store = PromptStores.Open(folder.File("store"));
        var runs = new RunFolder(folder.File("store/runs"));
        using var stop = new CancellationTokenSource();
        var halved = new EvalOptions { Traces = store, Progress = state => { if (state.Done == 5) stop.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => new EvalRunner(models, halved).Run(plan, runs, cancellation: stop.Token));
        string id = runs.Unfinished("latest");
        Assert.Equal([(id, 12, false)], runs.Entries.Select(entry => (entry.Id, entry.Rows, entry.IsFinished)));
        int again = 0;
        EvalRun run = new EvalRunner(models, new EvalOptions { Traces = store, Progress = _ => again++ }).Run(plan, runs, id, TestContext.Current.CancellationToken);
        Assert.Equal(id, run.Id);
        Assert.Equal(12, run.Rows.Count);
        Assert.Equal(7, again);
        Assert.Equal(12, store.Search(new TraceQuery { Take = 100 }).Traces.Select(trace => trace.Id).Distinct().Count());
    }

    [Fact]
    public void Entries_OfAFolder_AreTheNewestFirst_AndWhatIsNoRunIsPassedOver()
    {
        using var folder = new TemporaryFolder();
        var runs = new RunFolder(folder.File("runs"));
        Assert.Empty(runs.Entries);
        using LocalModels models = Local();
        EvalRun[] made = [.. Enumerable.Range(0, 3).Select(_ => new EvalRunner(models, new EvalOptions())
            .Run(Plans.Of(Plans.Echo, ["x"], Plans.Case(0)), runs, cancellation: TestContext.Current.CancellationToken))];
        ResultWriters.Write(made[1], runs.ResultsOf(made[1].Id));
        Directory.CreateDirectory(folder.File("runs/other"));
        Directory.CreateDirectory(folder.File("runs/harm"));
        File.WriteAllText(folder.File("runs/harm/rows.jsonl"),
            """{"format":1,"id":"../../harm","plan":"x","started":"2026-11-21T00:00:00Z","version":"0.1.0","rows":1}""" + "\n");
        Assert.Equal(made.OrderByDescending(run => run.Started).Select(run => (run.Id, 1, run == made[1])),
            runs.Entries.Select(entry => (entry.Id, entry.Rows, entry.IsFinished)));
        Assert.Equal(runs.Entries.Select(entry => entry.Id), runs.Ids);
    }

    [Fact]
    public void Run_TimeIsOver_LeavesErrors_NeverPasses()
    {
        using LocalModels models = Local();
        EvalRun run = new EvalRunner(models, new EvalOptions { MaxTimeMs = -1 }).Run(Plans.Of(Plans.Echo, ["x"], Plans.Case(0), Plans.Case(1)), null, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, run.Rows.Count);
        Assert.All(run.Rows, row => Assert.Equal(FailureReason.Error, row.Failure));
        Assert.Contains("was over before this row began", run.Rows[0].Error);
    }

    [Fact]
    public void Run_DerivedMetrics_AreInTheColumnsSums()
    {
        PlannedCase planned = Plans.Case(0, ("a", "one")) with { Assertions = [new PlannedAssertion("equals", new Place("x")) { Value = Plans.Json("\"one\""), Metric = "exact" }] };
        EvalPlan plan = Plans.Of(Plans.Echo, ["{{a}}"], planned, planned with { Index = 1 }) with { DerivedMetrics = [new DerivedMetric("half", "exact / 4"), new DerivedMetric("bad", "nothere * 2")] };
        ColumnSummary column = Assert.Single(ColumnSummary.Of(Run(plan)));
        Assert.Equal([("exact", 2.0, 2), ("half", 0.5, 1)], column.NamedScores);
        Assert.Equal([("exact", 1.0, 2), ("half", 0.5, 1)], column.NamedMeans);
        Assert.Contains("bad", Assert.Single(column.Derived.Problems));
    }

    [Fact]
    public void Run_TransformInAFile_IsAnErrorThatSaysSo()
    {
        RunRow row = Assert.Single(Run(Plans.Of(Plans.Echo with { Transform = "file://x.js" }, ["x"], Plans.Case(0))).Rows);
        Assert.Equal(FailureReason.Error, row.Failure);
        Assert.Contains("is a file of code", row.Error);
    }

    private static EvalRun Cached(TemporaryFolder folder, PlannedProvider provider, PlannedCase[] cases)
    {
        using LocalModels models = Local();
        return new EvalRunner(models, new EvalOptions { Cache = new AnswerCache(folder.File("cache")) })
            .Run(Plans.Of(provider, [Prompt], cases), null, cancellation: TestContext.Current.CancellationToken);
    }

    private static EvalRun Run(EvalPlan plan)
    {
        using LocalModels models = Local();
        return new EvalRunner(models, new EvalOptions()).Run(plan, null, cancellation: TestContext.Current.CancellationToken);
    }

    private static LocalModels Local() => new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");
}
