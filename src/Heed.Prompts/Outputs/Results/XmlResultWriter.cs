using System.Buffers;
using System.Text.Json;
using System.Xml;
using Heed.Lens.Views;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary><c>*.xml</c>: the object of the JSON file as elements under <c>promptfoo</c>; of a list each item is an element of the list's name.</summary>
public sealed class XmlResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.xml";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".xml");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, JsonWriting.OneLine)) ResultsDocument.Write(json, run);
        using JsonDocument document = JsonDocument.Parse(bytes.WrittenMemory);
        ResultFile.WriteText(path, text =>
        {
            text.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            Element(text, "promptfoo", document.RootElement, "");
        });
    }

    private static void Element(TextWriter text, string name, JsonElement value, string indent)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray()) Element(text, name, item, indent);
            return;
        }
        string tag = XmlConvert.EncodeLocalName(name) is { Length: > 0 } encoded ? encoded : "_";
        if (value.ValueKind != JsonValueKind.Object)
        {
            text.Write($"{indent}<{tag}>{(value.ValueKind == JsonValueKind.Null ? "" : MarkupText.Escape(ShownValue.Of(value)))}</{tag}>\n");
            return;
        }
        text.Write($"{indent}<{tag}>\n");
        foreach (JsonProperty member in value.EnumerateObject()) Element(text, member.Name, member.Value, indent + "  ");
        text.Write($"{indent}</{tag}>\n");
    }
}
