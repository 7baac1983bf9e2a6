using System.Diagnostics;
using System.Diagnostics.Metrics;
using Heed.Prompts.Telemetry;
using Heed.Prompts.Tests.Stores;
using Trace = Heed.Prompts.Traces.Trace;

namespace Heed.Prompts.Tests.Telemetry;

public sealed class PromptTelemetryTests
{
    private static readonly Trace s_trace = Samples.Full("id1") with { Error = null, Model = "tiny-" + Guid.NewGuid().ToString("N"), LatencyMs = 1500,
        FirstTokenMs = 250 };

    [Theory]
    [InlineData(null, "gen_ai.system")]
    [InlineData("http", "gen_ai.system")]
    [InlineData("http, gen_ai_latest_experimental", "gen_ai.provider.name")]
    public void Of_Environment_ChoosesTheNames(string? value, string provider) => Assert.Equal(provider, GenAiNames.Of(value).Provider);

    [Fact]
    public void End_Listened_IsAnActivityByTheConventions()
    {
        var ended = new List<Activity>();
        using var telemetry = new PromptTelemetry(GenAiNames.Latest);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Heed.Prompts", Sample = (ref ActivityCreationOptions<ActivityContext> _)
                => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (ended)
                    if (activity.DisplayName.EndsWith(s_trace.Model, StringComparison.Ordinal)) ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using (TracedCall call = telemetry.Start("chat", s_trace.Model))
        {
            Assert.Equal("chat " + s_trace.Model, Activity.Current!.DisplayName);
            call.End(s_trace);
        }
        using (TracedCall call = telemetry.Start("chat", s_trace.Model)) call.End(s_trace with { Error = "it said Because." });
        Dictionary<string, object?> tags = ended[0].TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);
        Assert.Equal(("chat", "heed", s_trace.Model, s_trace.Model, "id1"),
            (tags["gen_ai.operation.name"], tags["gen_ai.provider.name"], tags["gen_ai.request.model"], tags["gen_ai.response.model"],
                tags["gen_ai.response.id"]));
        Assert.Equal(new object?[] { 3, 2, 3L, 0.7 }, new[] { tags["gen_ai.usage.input_tokens"], tags["gen_ai.usage.output_tokens"],
            tags["gen_ai.request.max_tokens"], tags["gen_ai.request.temperature"] });
        Assert.Equal(["stop"], (string[])tags["gen_ai.response.finish_reasons"]!);
        Assert.Equal(("support", s_trace.PromptVersion), (tags["heed.prompt.name"], tags["heed.prompt.version"]));
        Assert.Equal((ActivityKind.Internal, ActivityStatusCode.Unset), (ended[0].Kind, ended[0].Status));
        Assert.Equal(ActivityStatusCode.Error, ended[1].Status);
        Assert.Equal("https://opentelemetry.io/schemas/1.37.0", ended[0].Source.TelemetrySchemaUrl);
        // No text of the call, whatever went wrong.
        Assert.DoesNotContain(ended, activity => activity.TagObjects.Any(tag => $"{tag.Value}".Contains("Because", StringComparison.Ordinal))
            || activity.StatusDescription is not null);
    }

    [Fact]
    public void End_Listened_IsMeasured()
    {
        var measured = new List<(string Name, string? Unit, double Value, Dictionary<string, object?> Tags)>();
        using var telemetry = new PromptTelemetry(GenAiNames.Usual);
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener)
            => { if (instrument.Meter.Name == "Heed.Prompts") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        using (TracedCall call = telemetry.Start("text_completion", s_trace.Model)) call.End(s_trace);
        Assert.Equal([("gen_ai.client.token.usage", "{token}", 3), ("gen_ai.client.token.usage", "{token}", 2),
            ("gen_ai.server.time_to_first_token", "s", 0.25), ("gen_ai.client.operation.duration", "s", 1.5)],
            measured.Select(one => (one.Name, one.Unit, one.Value)));
        Assert.Equal(["input", "output"], measured.Take(2).Select(one => one.Tags["gen_ai.token.type"]));
        Assert.All(measured, one => Assert.Equal(("heed", "text_completion"), (one.Tags["gen_ai.system"], one.Tags["gen_ai.operation.name"])));
        measured.Clear();
        using (TracedCall call = telemetry.Start("text_completion", s_trace.Model)) call.End(s_trace with { Error = "x" });
        Assert.Equal("_OTHER", Assert.Single(measured).Tags["error.type"]);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = new Dictionary<string, object?>();
            foreach ((string name, object? tag) in tags) all[name] = tag;
            lock (measured)
                if (Equals(all.GetValueOrDefault("gen_ai.request.model"), s_trace.Model)) measured.Add((instrument.Name, instrument.Unit, value, all));
        }
    }

    [Fact]
    public void End_NoOneListens_IsNothing()
    {
        using var telemetry = new PromptTelemetry(GenAiNames.Usual);
        using TracedCall call = telemetry.Start("chat", "quiet");
        call.End(s_trace);
    }
}
