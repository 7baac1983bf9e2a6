using System.Buffers;
using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary><c>*.yaml</c>, <c>*.yml</c>, <c>*.txt</c>: the object of the JSON file as YAML.</summary>
public sealed class YamlResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.yaml, *.yml, *.txt";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".yaml", ".yml", ".txt");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, JsonWriting.OneLine)) ResultsDocument.Write(json, run);
        using JsonDocument document = JsonDocument.Parse(bytes.WrittenMemory);
        ResultFile.WriteText(path, text => YamlText.Write(text, document.RootElement));
    }
}
