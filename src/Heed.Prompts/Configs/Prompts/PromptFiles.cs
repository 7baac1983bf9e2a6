using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Prompts;

/// <summary>Reads files of prompts; what a file is depends on how its name ends.</summary>
internal static class PromptFiles
{
    private delegate IEnumerable<PromptDraft> Reader(ConfigSession session, string full, string? label, Place asked);

    private static readonly string[] s_code = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".py", ".rb", ".sh", ".go"];
    private static readonly string[] s_remote = ["langfuse://", "portkey://", "helicone://", "http://", "https://", "exec:"];

    private static readonly Dictionary<string, Reader> s_readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = Parts, [".json"] = Json, [".yaml"] = Yaml, [".yml"] = Yaml, [".jsonl"] = Lines, [".md"] = Whole, [".j2"] = Whole, [".csv"] = Csv,
    };

    /// <summary>Whether a file's ending is one of prompts, or of code.</summary>
    public static bool IsKnown(string path) => s_readers.ContainsKey(Path.GetExtension(path)) || s_code.Contains(Path.GetExtension(path));

    /// <summary>Why a prompt that is kept elsewhere cannot be had; null for others.</summary>
    public static string? Remote(string text) => Array.Find(s_remote, scheme => text.StartsWith(scheme, StringComparison.Ordinal)) is { } found
        ? $"the prompt {text} is not in a file: Heed asks no server ({found}…). Copy its text into the configuration." : null;

    /// <summary>A path and the function behind its ':'.</summary>
    public static (string Path, string? Function) Split(string path)
        => path.LastIndexOf(':') is > 1 and var at && s_code.Contains(Path.GetExtension(path[..at])) ? (path[..at], path[(at + 1)..]) : (path, null);

    /// <summary>Reads a file.</summary>
    /// <exception cref="HeedException">It is missing, malformed or of no kind that has prompts.</exception>
    public static IReadOnlyList<PromptDraft> Read(ConfigSession session, string full, string? label, Place asked)
    {
        string ending = Path.GetExtension(full), shown = session.Shown(full);
        if (s_code.Contains(ending))
            return [PromptDraft.Of(shown, label ?? shown) with { Unsupported =
                $"the prompt {shown} is code, which Heed does not run. Write what it makes into a .txt or .json file." }];
        if (!s_readers.TryGetValue(ending, out Reader? reader))
            throw new HeedException($"{asked}: there are no prompts in {shown}: expected a file that ends in {string.Join(", ", s_readers.Keys)}.");
        PromptDraft[] drafts = [.. session.Inside(full, asked, () => reader(session, full, label, asked).ToArray())];
        return drafts.Length > 0 ? drafts : throw new HeedException($"{asked}: there are no prompts in {shown}: the file is empty.");
    }

    private static IEnumerable<PromptDraft> Parts(ConfigSession session, string full, string? label, Place asked)
    {
        string separator = Environment.GetEnvironmentVariable("PROMPTFOO_PROMPT_SEPARATOR") ?? "---";
        var parts = new List<List<string>> { new() };
        foreach (string line in ConfigSession.Text(full, asked).ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim() == separator) parts.Add([]);
            else parts[^1].Add(line);
        }
        return parts.Select(part => string.Join('\n', part).Trim()).Where(text => text.Length > 0)
            .Select(text => PromptDraft.Of(text, $"{(label is null ? "" : label + ": ")}{session.Shown(full)}: {text}"));
    }

    private static IEnumerable<PromptDraft> Json(ConfigSession session, string full, string? label, Place asked)
    {
        string raw = NestedFiles.Put(session, session.Nodes(full, asked)).ToText();
        return [PromptDraft.Of(raw, label ?? $"{session.Shown(full)}: {raw}")];
    }

    private static IEnumerable<PromptDraft> Yaml(ConfigSession session, string full, string? label, Place asked)
    {
        string raw = NestedFiles.Put(session, session.Nodes(full, asked)).ToText();
        return [PromptDraft.Of(raw, label ?? $"{session.Shown(full)}: {raw[..Math.Min(80, raw.Length)]}")];
    }

    private static IEnumerable<PromptDraft> Lines(ConfigSession session, string full, string? label, Place asked)
        => ConfigSession.Text(full, asked).ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => PromptDraft.Of(line, $"{label ?? session.Shown(full)}: {line}"));

    private static IEnumerable<PromptDraft> Whole(ConfigSession session, string full, string? label, Place asked)
    {
        string text = ConfigSession.Text(full, asked);
        return text.Length == 0 ? [] : [PromptDraft.Of(text, label ?? $"{session.Shown(full)}: {text[..Math.Min(50, text.Length)]}...")];
    }

    private static IEnumerable<PromptDraft> Csv(ConfigSession session, string full, string? label, Place asked)
    {
        IReadOnlyList<CsvRow> rows = CsvText.Rows(ConfigSession.Text(full, asked), session.Shown(full));
        int text = rows.Count == 0 ? -1 : Column("prompt"), labels = rows.Count == 0 ? -1 : Column("label");
        if (text < 0 && rows.Any(row => row.Cells.Count > 1))
            throw new HeedException($"{rows[0].Place}: expected a column \"prompt\" (and \"label\") in a file of several columns; "
                + $"got {string.Join(", ", rows[0].Cells)}.");
        return rows.Skip(text < 0 ? 0 : 1).Select(row => (Text: At(row, Math.Max(0, text)), Label: At(row, labels))).Where(row => row.Text.Length > 0)
            .Select((row, i) => PromptDraft.Of(row.Text, row.Label.Length > 0 ? row.Label : $"Prompt {i + 1} - {row.Text}"));

        int Column(string name) => rows[0].Cells.ToList().FindIndex(cell => cell.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        static string At(CsvRow row, int at) => at >= 0 && at < row.Cells.Count ? row.Cells[at].Trim() : "";
    }
}
