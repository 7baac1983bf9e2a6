using System.Diagnostics;
using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Consequences;

/// <summary>Runs whose metric is no number give back what they had kept. Looks at the memory of the process, and so runs alone.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public class RefusedRunTests
{
    /// <summary>Of the collection.</summary>
    public const string Name = "memory of the process";

    [Fact]
    public void Rerun_OfADamagedModel_LeavesNothingBehind() => LeavesNothing((model, run) => new Rerun(model, run).Dispose());

    [Fact]
    public void PatchedRuns_OfADamagedModel_LeaveNothingBehind()
        => LeavesNothing((model, run) => new PatchedRuns(model, run, run, Heed.Lens.Sites.Recording.UsualBudget).Dispose());

    private static void LeavesNothing(Action<Transformer, QuestionRun> start)
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        model.Transformer.Parameter("final_norm.weight").Span[0] = float.NaN;
        QuestionRun run = Texts.Run(model.Transformer.Blueprint, length: 60);
        for (int i = 0; i < 200; i++) Refused();
        using var process = Process.GetCurrentProcess();
        long before = process.PrivateMemorySize64;
        for (int i = 0; i < 8000; i++) Refused();
        process.Refresh();
        Assert.InRange(process.PrivateMemorySize64 - before, long.MinValue, 64L << 20); // three sites of 8 KB a run are 192 MB

        void Refused() => Assert.Throws<HeedException>(() => start(model.Transformer, run));
    }
}
