using Heed.Prompts.Tests.Stores;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Tests.Traces;

public sealed class RedactorTests
{
    [Fact]
    public void Redact_Trace_HasNoTextLeft()
    {
        Trace trace = Samples.Full() with { Error = "it said Because." };
        Trace redacted = new Redactor([1, 2, 3]).Redact(trace);
        string json = Samples.Text(redacted);
        foreach (string text in new[] { "Why", "rger", "Because", "2.50", "null" }) Assert.DoesNotContain(text, json);
        Assert.True(redacted.Redacted);
        Assert.Equal((3, 2, 0, 0, 0), (redacted.InputTokenCount, redacted.OutputTokenCount, redacted.InputTokens.Count, redacted.OutputTokens.Count,
            redacted.LogProbabilities.Count));
        Assert.Matches("^redacted:[0-9a-f]{16}:10$", redacted.Output);
        Assert.Equal(json, Samples.Text(new Redactor([9]).Redact(redacted)));
        Assert.Equal(json, Samples.Text(TraceJson.Read(Samples.Json(json))));
    }

    [Fact]
    public void Redact_EqualTexts_CanBeToldUnderOneSaltOnly()
    {
        var redactor = new Redactor([1]);
        Assert.Equal(redactor.Redact("a"), redactor.Redact("a"));
        Assert.NotEqual(redactor.Redact("a"), redactor.Redact("b"));
        Assert.NotEqual(redactor.Redact("a"), new Redactor([2]).Redact("a"));
    }
}
