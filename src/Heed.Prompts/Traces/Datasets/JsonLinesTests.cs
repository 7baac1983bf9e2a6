using Heed.Prompts.Values;
using System.Text.Json;
using Heed.Prompts.Traces.Formats;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>A test a line.</summary>
internal sealed class JsonLinesTests : ITraceFormat
{
    public IReadOnlyList<string> Extensions { get; } = [".jsonl"];

    public void Write(TextWriter output, IReadOnlyList<Trace> traces)
    {
        foreach (DatasetRow row in DatasetRow.All(traces)) output.Write(JsonText.Line(json => Write(json, row)) + "\n");
    }

    private static void Write(Utf8JsonWriter json, DatasetRow row)
    {
        json.WriteStartObject();
        json.WriteStartObject("vars");
        foreach ((string name, JsonElement value) in row.Vars)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(DatasetValue.Text(value));
        }
        json.WriteEndObject();
        if (row.WouldExpand)
        {
            json.WriteStartObject("options");
            json.WriteBoolean("disableVarExpansion", true);
            json.WriteEndObject();
        }
        if (row.Expected is { } expected)
        {
            json.WriteStartArray("assert");
            json.WriteStartObject();
            json.WriteString("type", "equals");
            json.WriteString("value", Literal.Of(expected));
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteStartObject("metadata");
        json.WriteString(DatasetRow.TraceMember, row.TraceId);
        foreach ((string name, JsonElement value) in row.Metadata.Where(member => member.Key != DatasetRow.TraceMember)) json.WriteValue(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
