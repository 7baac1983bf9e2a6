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
        EvalRun run = Run(Plans.Of(Plans.Echo, ["{{a}}", "{{a}}!"], Plans.Case(0, ("a", "one")), Plans.Case(1, ("a", "two"))));
        Assert.Equal(["one", "one!", "two", "two!"], run.Rows.Select(row => row.Answer!.Text));
        Assert.All(run.Rows, row => Assert.True(row.Success));
    }

    [Fact]
    public void Run_CaseWithAProviderOfItsOwn_IsAnsweredByThatOneInEveryColumn()
    {
        EvalRun run = Run(Plans.Of(Plans.Echo, ["a {{a}}", "b {{a}}"], Plans.Case(0, ("a", "one")) with { Provider = Plans.Echo with { Label = "own", Transform = "output + '!'" } }, Plans.Case(1, ("a", "two"))));
        Assert.Equal(["a one!", "b one!", "a two", "b two"], run.Rows.Select(row => row.Output.GetString()));
        Assert.Equal(["own", "own", "echo", "echo"], run.Rows.Select(row => row.Column.Provider.Label));
        RunRow none = Run(Plans.Of(Plans.Echo, ["x"], Plans.Case(0) with { Provider = new PlannedProvider("heed:nowhere", "heed:nowhere") { Model = "nowhere" } })).Rows[0];
        Assert.Equal(FailureReason.Error, none.Failure);
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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_StoppedWithinARow_EndsAsStopped_AndNamesTheRun(int concurrency)
    {
        using var folder = new TemporaryFolder();
        using LocalModels models = Local();
        models.Load("tiny-decoder");
        using var stop = new CancellationTokenSource();
        var runs = new RunFolder(folder.File("runs"));
        EvalPlan plan = Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 220}"""), [Prompt], [.. Enumerable.Range(0, 400).Select(i => Plans.Case(i))]);
        using var begun = new ManualResetEventSlim();
        var options = new EvalOptions { Concurrency = concurrency, TimeoutMs = 60_000, Progress = _ => begun.Set() };
        var run = Task.Run(() => new EvalRunner(models, options).Run(plan, runs, cancellation: stop.Token), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        // The next row, of some 100 ms, has begun by then or is about to.
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        OperationCanceledException stopped = await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.Equal(typeof(OperationCanceledException), stopped.GetType());
        Assert.Contains($"of 400 rows are done; 'heed eval CONFIG --resume {runs.Unfinished("latest")}' does the rest", stopped.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_AnswersThatTakeTooLong_AreErrors(int concurrency)
    {
        using LocalModels models = Local();
        EvalPlan plan = Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 220}"""), [Prompt], [.. Enumerable.Range(0, 4).Select(i => Plans.Case(i))]);
        EvalRun run = new EvalRunner(models, new EvalOptions { Concurrency = concurrency, TimeoutMs = 0.5 }).Run(plan, null, cancellation: TestContext.Current.CancellationToken);
        Assert.All(run.Rows, row => Assert.Contains("took longer than 0.5 ms", row.Error));
    }

    [Fact]
    public void Run_OutputThatIsAnObject_IsJudgedAsScriptsWriteIt()
    {
        PlannedCase planned = Plans.Case(0) with
        {
            ProviderOutput = Plans.Json("""{"b": "😀é", "a": 1.0}"""),
            Assertions = [new PlannedAssertion("contains", new Place("x")) { Value = Plans.Json("\"😀\"") }],
        };
        RunRow row = Run(Plans.Of(Plans.Echo, ["x"], planned)).Rows[0];
        Assert.Equal("""{"b":"😀é","a":1}""", row.Answer!.Text);
        Assert.True(row.Success, row.Reason);
    }

    [Fact]
    public void Run_ComparedColumns_LeaveTracesWithTheLastWord()
    {
        using var folder = new TemporaryFolder();
        using LocalModels models = Local();
        using IPromptStore store = PromptStores.Open(folder.File("store"));
        PlannedAssertion[] judged = [new PlannedAssertion("javascript", new Place("x")) { Value = Plans.Json("\"context.prompt.startsWith('A') ? 1 : 0.5\"") }, new PlannedAssertion("max-score", new Place("x"))];
        EvalRun run = new EvalRunner(models, new EvalOptions { Traces = store }).Run(
            Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 1}"""), ["A " + Prompt, "B " + Prompt], Plans.Case(0) with { Assertions = judged }), null, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([true, false], run.Rows.Select(row => row.Success));
        Assert.Equal([1.0, 0.0], run.Rows.Select(row => store.Search(new TraceQuery()).Traces.Single(trace => trace.Id == row.TraceId).Scores["pass"]));
    }

    [Fact]
    public void Run_TemplateInAVariable_IsTracedAsItWasPutIn()
    {
        using var folder = new TemporaryFolder();
        using LocalModels models = Local();
        using IPromptStore store = PromptStores.Open(folder.File("store"));
        new EvalRunner(models, new EvalOptions { Traces = store }).Run(Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 1}"""), ["{{greet}} " + Prompt],
            Plans.Case(0, ("name", "bob"), ("greet", "Hi {{ name | upper }}{% if name %} yes{% endif %}."))), null, cancellation: TestContext.Current.CancellationToken);
        Trace trace = Assert.Single(store.Search(new TraceQuery()).Traces);
        Assert.Equal("Hi BOB yes.", trace.Vars["greet"].GetString());
        Assert.StartsWith("Hi BOB yes. The export", trace.Input);
    }

    [Fact]
    public void Entries_CopyOfARunsFolder_IsNoRun()
    {
        using var folder = new TemporaryFolder();
        using LocalModels models = Local();
        var runs = new RunFolder(folder.File("runs"));
        EvalRun run = new EvalRunner(models, new EvalOptions()).Run(Plans.Of(Plans.Echo, ["x"], Plans.Case(0)), runs, cancellation: TestContext.Current.CancellationToken);
        string own = Assert.Single(Directory.GetDirectories(folder.File("runs")));
        Directory.CreateDirectory(folder.File("runs/backup"));
        File.Copy(Path.Combine(own, "rows.jsonl"), folder.File("runs/backup/rows.jsonl"));
        Assert.Equal([run.Id], runs.Ids);
    }

    [Fact]
    public void Resume_OtherModelOrEnvironment_IsRefused_AndAnotherSpellingOfTheIdIsTheSameRun()
    {
        using var folder = new TemporaryFolder();
        using LocalModels models = Local();
        var runs = new RunFolder(folder.File("runs"));
        EvalPlan plan = Plans.Of(Plans.Echo, ["{{env.HEED_TEST_RESUME}} {{a}}"], Plans.Case(0, ("a", "one")));
        EvalRun run = new EvalRunner(models, new EvalOptions()).Run(plan, runs, cancellation: TestContext.Current.CancellationToken);
        EvalRun Again(EvalPlan other) => new EvalRunner(models, new EvalOptions()).Run(other, runs, run.Id.Replace(':', '-'), TestContext.Current.CancellationToken);
        Assert.Equal(run.Id, Again(plan).Id);
        Assert.Contains("environment", Assert.Throws<HeedException>(() => Again(plan with { Environment = new Dictionary<string, string> { ["A"] = "1" } })).Message);
        Environment.SetEnvironmentVariable("HEED_TEST_RESUME", "2");
        try
        {
            Assert.Contains("environment", Assert.Throws<HeedException>(() => Again(plan)).Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HEED_TEST_RESUME", null);
        }
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
