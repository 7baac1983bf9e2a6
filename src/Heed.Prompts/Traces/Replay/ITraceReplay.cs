namespace Heed.Prompts.Traces.Replay;

/// <summary>Does a traced call again.</summary>
public interface ITraceReplay
{
    /// <summary>
    /// Generates again from a trace's input tokens, parameters and seed on its model as it is today. What comes back describes today's call: model and
    /// tokenizer hash, version of Heed, kernel, the input's tokens as today's tokenizer makes them, and what was generated.
    /// </summary>
    /// <param name="trace">A trace that was checked by <see cref="TraceReplay.Check"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="HeedException">The model is not there, or cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Trace Replay(Trace trace, CancellationToken cancellation);
}
