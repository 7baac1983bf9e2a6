using Heed.Lens.Roles;
using Heed.Lens.Tests.Positions;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>What measures say of themselves, and which role of several is the main one.</summary>
public class MeasureWordsTests
{
    [Fact]
    public void About_OfEveryMeasure_IsASentence()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        Assert.All(HeadMeasures.Of(model.Transformer), measure =>
        {
            Assert.EndsWith(".", measure.About);
            Assert.NotEqual(HeadRoleKind.Other, measure.Kind);
        });
    }

    [Theory]
    [InlineData(new string[0], null)]
    [InlineData(new[] { "copying", "sink" }, "sink")]
    [InlineData(new[] { "previous token", "positional", "local" }, "previous token")]
    [InlineData(new[] { "duplicate token", "coreference", "answer" }, "coreference")]
    [InlineData(new[] { "something new" }, "something new")]
    [InlineData(new[] { "something new", "copying" }, "copying")]
    public void MainRole_OfSeveral_IsTheOneThatSaysMost(string[] roles, string? main)
        => Assert.Equal(main, new HeadProfile(new HeadPlace("blocks.0.attn", 0, false, true), 0, new Dictionary<string, HeadScore>(), roles).MainRole);

    [Fact]
    public void Measure_Stopped_Throws()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        using var stop = new CancellationTokenSource();
        int done = 0;
        var progress = new Counting(number => { done = number; stop.Cancel(); });
        Assert.Throws<OperationCanceledException>(() => HeadRoles.Measure(model.Transformer, HeadSamples.Of(model), progress: progress, cancellation: stop.Token));
        Assert.Equal(1, done);
    }

    private sealed class Counting(Action<int> told) : IProgress<int>
    {
        public void Report(int value) => told(value);
    }
}
