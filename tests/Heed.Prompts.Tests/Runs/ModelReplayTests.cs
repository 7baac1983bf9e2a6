using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Replay;

namespace Heed.Prompts.Tests.Runs;

public sealed class ModelReplayTests
{
    private const string Prompt = "The export failed after the last release. How do I fix it? Fix the";

    [Theory, InlineData("""{"max_tokens": 4}"""), InlineData("""{"max_tokens": 6, "temperature": 1.5, "seed": 9}"""), InlineData("""{"max_tokens": 6, "temperature": 1}""")]
    public void Replay_SameModel_IsBitIdentical(string config)
    {
        using LocalModels models = Local();
        ReplayReport report = TraceReplay.Run(Traced(models, config), new ModelReplay(models), TestContext.Current.CancellationToken);
        Assert.True(report.IsIdentical);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public void Replay_OtherModelUnderTheName_IsNamed()
    {
        using LocalModels models = Local();
        Trace trace = Traced(models, """{"max_tokens": 4}""");
        using var changed = new LocalModels(_ => new ModelLocation(Repository.Model("tiny-long")), "tiny-encoder");
        ReplayReport report = TraceReplay.Run(trace, new ModelReplay(changed), TestContext.Current.CancellationToken);
        Assert.False(report.IsIdentical);
        Assert.Contains(report.Differences, difference => difference.What == "model hash");
    }

    private static Trace Traced(LocalModels models, string config)
    {
        PlannedProvider provider = Plans.Model("tiny-decoder", config);
        IProvider asked = IProvider.Of(provider, default, models);
        var row = new RunRow(Plans.Case(0), new PlannedColumn(0, provider, Plans.Prompt(Prompt)))
        {
            Id = "0", Vars = new Dictionary<string, System.Text.Json.JsonElement>(), Prompt = Prompt, Answer = asked.Ask(Prompt, TestContext.Current.CancellationToken),
        };
        return RowTrace.Of(row, asked.Identity!, "run", DateTimeOffset.UnixEpoch, []);
    }

    private static LocalModels Local() => new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");
}
