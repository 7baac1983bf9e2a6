using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Trace = Heed.Prompts.Traces.Trace;

namespace Heed.Prompts.Telemetry;

/// <summary>
/// Calls of models as activities and measurements, by the names of <see cref="GenAiNames"/>. Where no one listens nothing is done. Texts are never sent: no
/// prompt, no answer, no variable.
/// </summary>
public sealed class PromptTelemetry : IDisposable
{
    /// <summary>What the activity source and the meter are called.</summary>
    public const string Name = "Heed.Prompts";

    /// <summary>The provider that Heed's own models have.</summary>
    public const string Provider = "heed";

    // The boundaries that the conventions advise.
    private static readonly double[] s_seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly long[] s_tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private readonly ActivitySource _source;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration, _firstToken;
    private readonly Histogram<long> _usage;

    /// <summary>A source and a meter by some names.</summary>
    public PromptTelemetry(GenAiNames names)
    {
        Names = names;
        string schema = $"https://opentelemetry.io/schemas/{names.Version}", version = typeof(PromptTelemetry).Assembly.GetName().Version!.ToString(3);
        _source = new ActivitySource(new ActivitySourceOptions(Name) { Version = version, TelemetrySchemaUrl = schema });
        _meter = new Meter(new MeterOptions(Name) { Version = version, TelemetrySchemaUrl = schema });
        _duration = _meter.CreateHistogram(names.Duration, "s", "How long calls take.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        _firstToken = _meter.CreateHistogram(names.TimeToFirstToken, "s", "How long the first token takes.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        _usage = _meter.CreateHistogram(names.TokenUsage, "{token}", "Tokens read and written.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = s_tokens });
    }

    /// <summary>That of the process, by the names its environment asks for.</summary>
    public static PromptTelemetry Shared { get; } = new(GenAiNames.Of(Environment.GetEnvironmentVariable(GenAiNames.OptInVariable)));

    /// <summary>The names that are used.</summary>
    public GenAiNames Names { get; }

    /// <summary>Begins a call: the activity is the current one until the call is ended.</summary>
    /// <param name="operation"><c>chat</c> or <c>text_completion</c>.</param>
    /// <param name="model">The model that is asked for.</param>
    public TracedCall Start(string operation, string model)
    {
        // The model runs in this very process, so the call goes to no other.
        Activity? activity = _source.StartActivity($"{operation} {model}", ActivityKind.Internal);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(Names.Operation, operation);
            activity.SetTag(Names.Provider, Provider);
            activity.SetTag(Names.RequestModel, model);
        }
        return new TracedCall(this, activity, operation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    internal void End(Activity? activity, string operation, Trace trace)
    {
        if (activity is { IsAllDataRequested: true }) Describe(activity, trace);
        if (!_duration.Enabled && !_usage.Enabled && !_firstToken.Enabled) return;
        var tags = new TagList { { Names.Operation, operation }, { Names.Provider, Provider }, { Names.RequestModel, trace.Model } };
        if (trace.Error is null)
        {
            _usage.Record(trace.InputTokenCount, With(tags, Names.TokenType, "input"));
            _usage.Record(trace.OutputTokenCount, With(tags, Names.TokenType, "output"));
            if (trace.FirstTokenMs > 0) _firstToken.Record(trace.FirstTokenMs / 1000, tags);
        }
        else tags.Add(Names.ErrorType, "_OTHER");
        _duration.Record(trace.LatencyMs / 1000, tags);
    }

    private void Describe(Activity activity, Trace trace)
    {
        activity.SetTag(Names.ResponseModel, trace.Model);
        activity.SetTag(Names.ResponseId, trace.Id);
        if (trace.FinishReason is { } reason) activity.SetTag(Names.FinishReasons, new[] { reason });
        activity.SetTag(Names.InputTokens, trace.InputTokenCount);
        activity.SetTag(Names.OutputTokens, trace.OutputTokenCount);
        activity.SetTag(Names.Seed, unchecked((long)trace.Seed)); // attributes have no numbers beyond 63 bits
        if (trace.Parameters.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty parameter in trace.Parameters.EnumerateObject())
                if (Names.Parameters.TryGetValue(parameter.Name, out string? attribute) && parameter.Value.ValueKind == JsonValueKind.Number)
                    activity.SetTag(attribute, parameter.Value.TryGetInt64(out long whole) ? (object)whole : parameter.Value.GetDouble());
        if (trace.PromptName is { } prompt) activity.SetTag("heed.prompt.name", prompt);
        if (trace.PromptVersion is { } version) activity.SetTag("heed.prompt.version", version);
        if (trace.RunId is { } run) activity.SetTag("heed.run.id", run);
        if (trace.Error is null) return;
        activity.SetTag(Names.ErrorType, "_OTHER");
        activity.SetStatus(ActivityStatusCode.Error); // its words may quote texts
    }

    private static TagList With(TagList tags, string name, string value)
    {
        tags.Add(name, value);
        return tags;
    }
}
