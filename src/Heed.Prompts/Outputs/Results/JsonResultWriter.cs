using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary><c>*.json</c>: promptfoo's results of version 3.</summary>
public sealed class JsonResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.json";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".json");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path) => ResultFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes a run to a stream, which stays open.</summary>
    public static void Write(EvalRun run, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonWriting.Indented)) ResultsDocument.Write(json, run);
        stream.WriteByte((byte)'\n');
    }
}
