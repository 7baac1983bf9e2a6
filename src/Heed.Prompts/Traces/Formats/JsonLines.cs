using Heed.Prompts.Values;
namespace Heed.Prompts.Traces.Formats;

/// <summary>A trace a line, all of it, as <see cref="TraceJson"/> writes it.</summary>
internal sealed class JsonLines : ITraceFormat
{
    public IReadOnlyList<string> Extensions { get; } = [".jsonl"];

    public void Write(TextWriter output, IReadOnlyList<Trace> traces)
    {
        foreach (Trace trace in traces)
        {
            output.Write(JsonText.Line(json => TraceJson.Write(json, trace)));
            output.Write('\n');
        }
    }
}
