using System.Text.Json;
using Heed.Prompts.Outputs;
using Heed.Prompts.Outputs.Results;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary><c>*.json</c>: what <c>heed compare --json</c> prints; docs/schemas/compare.json describes it.</summary>
public sealed class JsonComparisonWriter : IComparisonWriter
{
    /// <inheritdoc/>
    public string Names => "*.json";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".json");

    /// <inheritdoc/>
    public void Write(ComparisonReport report, string path) => ResultFile.Write(path, stream => Write(report, stream));

    /// <summary>Writes a comparison to a stream, which stays open.</summary>
    public static void Write(ComparisonReport report, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonWriting.Indented)) ComparisonDocument.Write(json, report);
        stream.WriteByte((byte)'\n');
    }
}
