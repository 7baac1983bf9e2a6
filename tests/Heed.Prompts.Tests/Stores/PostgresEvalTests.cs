using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Postgres;
using Heed.Prompts.Runs;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Tests.Stores;

/// <summary>Runs whose database goes away in between.</summary>
public sealed class PostgresEvalTests : IDisposable
{
    private const int Rows = 12, Breaks = 4;

    private static readonly EvalPlan s_plan = Plans.Of(Plans.Model("tiny-decoder", """{"max_tokens": 2}"""), ["The dog of {{a}} was"],
        [.. Enumerable.Range(0, Rows).Select(i => Plans.Case(i, ("a", $"{i}")))]);

    private readonly LocalModels _models = new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _models.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_DatabaseComesBack_GoesOn()
    {
        PostgresFixture.SkipWithout();
        using var own = new PostgresServer(PostgresServer.Programs!);
        using PostgresStore store = PostgresStore.Open(own.NewDatabase(), new Retries([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 200)]));
        Task? back = null;
        EvalRun run = Run(store, null, () =>
        {
            own.Stop();
            back = Task.Run(own.Start);
        });
        await back!;
        AssertOnce(store, run);
    }

    [Fact]
    public void Run_DatabaseStaysAway_EndsClearly_AndIsTakenUpAgain()
    {
        PostgresFixture.SkipWithout();
        using var own = new PostgresServer(PostgresServer.Programs!);
        using PostgresStore store = PostgresStore.Open(own.NewDatabase(), new Retries([TimeSpan.FromMilliseconds(1)]));
        HeedException gone = Assert.Throws<HeedException>(() => Run(store, null, own.Stop));
        Assert.Contains("the database does not answer", gone.Message);
        own.Start();
        string id = new RunFolder(_folder.File("runs")).Unfinished("latest");
        AssertOnce(store, Run(store, id, () => { }));
    }

    private EvalRun Run(PostgresStore store, string? resume, Action breaks)
    {
        var options = new EvalOptions
        {
            Traces = store, Progress = state =>
            {
                if (state.Done == Breaks) breaks();
            },
        };
        return new EvalRunner(_models, options).Run(s_plan, new RunFolder(_folder.File("runs")), resume, TestContext.Current.CancellationToken);
    }

    // Every row has its trace, and has it once.
    private static void AssertOnce(PostgresStore store, EvalRun run)
    {
        Assert.Equal(Rows, run.Rows.Count);
        string[] traces = [.. store.Search(new TraceQuery { RunId = run.Id, Take = 100 }).Traces.Select(trace => trace.Id)];
        Assert.Equal(run.Rows.Select(row => row.TraceId!).Order(), traces.Order());
    }
}
