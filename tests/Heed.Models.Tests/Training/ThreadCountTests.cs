using Heed.Numerics;

namespace Heed.Models.Tests.Training;

/// <summary>Alone, because the number of threads is the whole process's.</summary>
[CollectionDefinition(nameof(ThreadCountTests), DisableParallelization = true)]
[Collection(nameof(ThreadCountTests))]
public class ThreadCountTests
{
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("bert")]
    public void Run_AnyNumberOfThreads_SameBits(string family)
    {
        int before = Workers.Count;
        Assert.SkipWhen(before == 1, "This machine has one core.");
        try
        {
            using var one = new TinyRun(family);
            using var all = new TinyRun(family);
            Workers.Count = 1;
            one.Train().Dispose();
            Workers.Count = before;
            all.Train().Dispose();
            Assert.Equal(one.Weights(), all.Weights());
        }
        finally
        {
            Workers.Count = before;
        }
    }
}
