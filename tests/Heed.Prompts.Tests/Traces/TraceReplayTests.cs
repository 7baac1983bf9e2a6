using Heed.Prompts.Tests.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Replay;

namespace Heed.Prompts.Tests.Traces;

public sealed class TraceReplayTests
{
    private static readonly Trace s_traced = Samples.Full() with { Error = null, LogProbabilities = [-0.5, -0.25] };

    [Fact]
    public void Compare_SameBits_IsIdentical()
    {
        ReplayReport report = TraceReplay.Compare(s_traced, s_traced with { LatencyMs = 9, Id = "new" });
        Assert.True(report.IsIdentical);
        Assert.Empty(report.Differences);
        Assert.Equal("bit-identical: 2 tokens, every bit of their log-probabilities", Assert.Single(ReplayText.Lines(report)));
    }

    [Fact]
    public void Compare_OtherKernelAndBits_NamesBoth()
    {
        ReplayReport report = TraceReplay.Compare(s_traced, s_traced with { Kernel = "128 bits", OutputTokens = [4, 6, 7], Output = "So.",
            LogProbabilities = [-0.5, -0.2500001] });
        Assert.False(report.IsIdentical);
        Assert.Equal(["kernel", "output tokens from 1 on", "output", "log-probabilities"], report.Differences.Select(difference => difference.What));
        Assert.Equal(("5", "6 7"), (report.Differences[1].Was, report.Differences[1].Is));
        Assert.Contains("1 of other bits, by at most 1E-07", report.Differences[3].Is);
        string[] lines = [.. ReplayText.Lines(report)];
        Assert.Equal("not identical", lines[0]);
        Assert.Contains("  kernel: was 512 bits, 2 threads, is 128 bits", lines);
    }

    [Fact]
    public void Compare_OtherVersionSameBits_IsIdenticalAndSaysSo()
    {
        ReplayReport report = TraceReplay.Compare(s_traced, s_traced with { HeedVersion = "9.9", ModelHash = "cc", InputTokens = [1, 2] });
        Assert.True(report.IsIdentical);
        Assert.Equal(["model hash", "version of Heed", "input tokens from 2 on"], report.Differences.Select(difference => difference.What));
    }

    [Fact]
    public void Compare_OneZeroOfOtherSign_IsNotIdentical()
        => Assert.False(TraceReplay.Compare(s_traced with { LogProbabilities = [0.0] }, s_traced with { LogProbabilities = [-0.0] }).IsIdentical);

    [Fact]
    public void Lines_NothingExplainsIt_AsksForAReport()
        => Assert.Contains("Please report it", ReplayText.Lines(TraceReplay.Compare(s_traced, s_traced with { Output = "x" })).Last());

    [Fact]
    public void Run_CannotBeDoneAgain_IsRefused()
    {
        Assert.Contains("--redact", Assert.Throws<HeedException>(() => TraceReplay.Check(new Redactor([1]).Redact(s_traced))).Message);
        Assert.Contains("failed (no)", Assert.Throws<HeedException>(() => TraceReplay.Check(s_traced with { Error = "no" })).Message);
        Assert.Contains("no tokens", Assert.Throws<HeedException>(() => TraceReplay.Check(s_traced with { InputTokens = [] })).Message);
    }
}
