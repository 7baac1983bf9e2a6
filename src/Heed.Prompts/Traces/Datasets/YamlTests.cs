using Heed.Prompts.Values;
using System.Text.Json;
using Heed.Prompts.Traces.Formats;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>A list of tests as promptfoo's configurations have it. Texts are in double quotes, whose escapes are those of JSON.</summary>
internal sealed class YamlTests : ITraceFormat
{
    public IReadOnlyList<string> Extensions { get; } = [".yaml", ".yml"];

    public void Write(TextWriter output, IReadOnlyList<Trace> traces)
    {
        if (traces.Count == 0) output.Write("[]\n");
        foreach (DatasetRow row in DatasetRow.All(traces))
        {
            output.Write(row.Vars.Count == 0 ? "- vars: {}\n" : "- vars:\n");
            foreach ((string name, JsonElement value) in row.Vars) Member(name, DatasetValue.Text(value));
            if (row.WouldExpand) output.Write("  options:\n    disableVarExpansion: true\n");
            if (row.Expected is { } expected) output.Write($"  assert:\n    - type: equals\n      value: {JsonText.Quoted(Literal.Of(expected))}\n");
            output.Write("  metadata:\n");
            Member(DatasetRow.TraceMember, JsonText.Quoted(row.TraceId));
            foreach ((string name, JsonElement value) in row.Metadata.Where(member => member.Key != DatasetRow.TraceMember)) Member(name,
                JsonText.Line(value.WriteTo));
        }

        void Member(string name, string value) => output.Write($"    {JsonText.Quoted(name)}: {value}\n");
    }
}
