namespace Heed.Prompts.Traces;

/// <summary>Where traces are kept. Safe for several threads, and for several processes on one store at once.</summary>
public interface ITraceStore : IDisposable
{
    /// <summary>Keeps some traces: when it returns they are on the disk, and a crash loses none of them.</summary>
    /// <param name="traces">Traces with ids of their own; one that is there already is left as it is.</param>
    /// <exception cref="HeedException">The store cannot be written.</exception>
    void Append(params IReadOnlyList<Trace> traces);

    /// <summary>A trace; null for none of that id.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    Trace? Find(string id);
}
