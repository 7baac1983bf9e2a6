using Heed.Cli.Rendering;
using Heed.Prompts.Versions.Diffs;

namespace Heed.Cli.Commands;

/// <summary>A comparison of two versions as JSON.</summary>
internal static class PromptDiffJson
{
    public static void Write(string old, string @new, IReadOnlyList<ParameterChange> changes, IReadOnlyList<DiffLine> lines) => JsonOutput.Write(json =>
    {
        json.WriteString("old", old);
        json.WriteString("new", @new);
        json.WriteStartArray("parameters");
        foreach (ParameterChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("name", change.Name);
            json.WriteString("old", change.Old);
            json.WriteString("new", change.New);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("lines");
        foreach (DiffLine line in lines)
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind(line.Kind));
            if (line.OldNumber > 0) json.WriteNumber("old", line.OldNumber);
            if (line.NewNumber > 0) json.WriteNumber("new", line.NewNumber);
            json.WriteStartArray("parts");
            foreach (DiffPart part in line.Parts)
            {
                json.WriteStartObject();
                json.WriteString("kind", Kind(part.Kind));
                json.WriteString("text", part.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static string Kind(DiffKind kind) => kind.ToString().ToLowerInvariant();
}
