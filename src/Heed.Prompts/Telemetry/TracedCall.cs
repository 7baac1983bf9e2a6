using System.Diagnostics;
using Trace = Heed.Prompts.Traces.Trace;

namespace Heed.Prompts.Telemetry;

/// <summary>A call of a model that is under way.</summary>
public sealed class TracedCall : IDisposable
{
    private readonly PromptTelemetry _telemetry;
    private readonly Activity? _activity;
    private readonly string _operation;

    internal TracedCall(PromptTelemetry telemetry, Activity? activity, string operation) => (_telemetry, _activity, _operation) = (telemetry, activity,
        operation);

    /// <summary>Says how it ended, and what it took.</summary>
    public void End(Trace trace)
    {
        _telemetry.End(_activity, _operation, trace);
        _activity?.Stop();
    }

    /// <summary>Ends the activity; nothing is measured where <see cref="End"/> was not called.</summary>
    public void Dispose() => _activity?.Dispose();
}
