using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary><c>*.jsonl</c>: a row of results a line.</summary>
public sealed class JsonLinesResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.jsonl";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".jsonl");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path) => ResultFile.Write(path, stream =>
    {
        foreach (RunRow row in run.Rows)
        {
            using (var json = new Utf8JsonWriter(stream, JsonWriting.OneLine)) RowJson.Write(json, row);
            stream.WriteByte((byte)'\n');
        }
    });
}
