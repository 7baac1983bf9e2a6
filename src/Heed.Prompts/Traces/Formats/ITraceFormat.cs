namespace Heed.Prompts.Traces.Formats;

/// <summary>A kind of file that traces are written to; a new one is a new file and a line in a list.</summary>
public interface ITraceFormat
{
    /// <summary>How its files end, with the dot; other endings that mean the same follow.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Writes traces, from the first to the last.</summary>
    /// <exception cref="HeedException">One of them cannot be written so.</exception>
    void Write(TextWriter output, IReadOnlyList<Trace> traces);
}
