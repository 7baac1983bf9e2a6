namespace Heed.Prompts.Traces;

/// <summary>Where traces are kept. Safe for several threads, and for several processes on one store at once.</summary>
public interface ITraceStore : IDisposable
{
    /// <summary>Keeps some traces: when it returns they are on the disk, and a crash loses none of them.</summary>
    /// <param name="traces">Traces with ids of their own; one that is there already is left as it is.</param>
    /// <exception cref="HeedException">The store cannot be written, or an id is empty.</exception>
    void Append(params IReadOnlyList<Trace> traces);

    /// <summary>Keeps notes on traces: scores and tags that come later.</summary>
    /// <param name="notes">Notes with ids of their own; one that is there already is left as it is.</param>
    /// <exception cref="HeedException">The store cannot be written, or there is no such trace; then none of them is kept.</exception>
    void Annotate(params IReadOnlyList<TraceNote> notes);

    /// <summary>A trace with the scores and tags of its notes; null for none of that id.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    Trace? Find(string id);

    /// <summary>The notes on a trace, the oldest first.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    IReadOnlyList<TraceNote> Notes(string traceId);

    /// <summary>Looks for traces, the newest first; those of other processes are found when their <see cref="Append"/> has returned.</summary>
    /// <exception cref="HeedException">The store cannot be read, or the query makes no sense.</exception>
    TracePage Search(TraceQuery query);

    /// <summary>Reads everything there is and says what is sound and what is not.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    StoreReport Verify();
}
