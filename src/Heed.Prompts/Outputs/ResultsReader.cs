using System.Text.Json;
using Heed.Prompts.Outputs.Results;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>
/// Reads results of version 3, Heed's own or promptfoo's, as far as they go: tokens are counted there, not listed, and places in files are not kept.
/// In a file of promptfoo's a case that stands in it several times is one with repeats.
/// </summary>
public static class ResultsReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HeedException">It cannot be read, is no JSON, or no results of version 3; the message tells where.</exception>
    public static EvalRun Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: expected a file of results, as 'heed eval -o results.json' writes it; it cannot be read ({error.Message}).",
                error);
        }
        return Read(bytes, path);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="utf8">Its bytes; a byte order mark is passed over.</param>
    /// <param name="path">What it is called in messages, and whose folder paths in it are relative to.</param>
    /// <exception cref="HeedException">It is no JSON, or no results of version 3.</exception>
    public static EvalRun Read(ReadOnlySpan<byte> utf8, string path)
    {
        if (utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) utf8 = utf8[3..];
        JsonPlace root;
        try
        {
            root = new JsonPlace(path, "", JsonElement.Parse(utf8));
        }
        catch (JsonException error)
        {
            string place = $"{path}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}";
            throw new HeedException($"{place}: expected JSON as 'heed eval -o results.json' writes it.", error);
        }
        return Read(root, path);
    }

    private static EvalRun Read(JsonPlace root, string path)
    {
        JsonPlace results = root.Object("results");
        CheckVersion(results);
        IReadOnlyList<JsonPlace> rows = results.Items("results");
        if (rows.Count == 0 && results.Find("stats")?.Find("successes")?.Number() + results.Find("stats")?.Find("failures")?.Number() > 0)
            throw results.Wrong("results", "the rows that its stats count", "none; was it written without a database?");
        IReadOnlyList<PlannedColumn> columns = ReadColumns.Of(results, rows);
        IReadOnlyDictionary<int, PlannedCase> cases = ReadCases.Of(rows);
        JsonPlace? config = root.Find("config"), metadata = root.Find("metadata");
        var plan = new EvalPlan(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", columns, [.. cases.Values.OrderBy(test => test.Index)])
        {
            Description = config?.Find("description")?.TextOrNull(),
            Config = config is { IsObject: true } ? config.Value : default,
            Warnings = metadata?.Find("warnings") is { } warnings ? [.. warnings.Items().Select(Warning)] : [],
        };
        var read = rows.Select(row => ReadRow.Of(row, cases, columns)).OrderBy(row => row.Case.Index).ThenBy(row => row.Column.Index);
        return new EvalRun(root.Find("evalId")?.TextOrNull() ?? Path.GetFileNameWithoutExtension(path), plan, [.. read])
        {
            Started = results.Find("timestamp")?.Time() ?? root.Find("createdAt")?.Time() ?? DateTimeOffset.UnixEpoch,
            DurationMs = metadata?.Find("durationMs")?.Number() ?? 0,
            Version = metadata?.Find("heedVersion")?.TextOrNull() ?? $"promptfoo {metadata?.Find("promptfooVersion")?.TextOrNull() ?? "of an unknown version"}",
        };
    }

    private static void CheckVersion(JsonPlace results)
    {
        double? version = results.Find("version")?.Number();
        if (version == 3) return;
        throw results.Wrong(
            "version", "3, the results that 'heed eval' and promptfoo since 0.100 write", version is null ? "none"
            : $"{version}; export it anew");
    }

    private static PlanWarning Warning(JsonPlace warning) => new(
        new Place(warning.Find("file")?.TextOrNull() ?? "", (int)(warning.Find("line")?.Number() ?? 0), (int)(warning.Find("column")?.Number() ?? 0)),
        warning.Find("message")?.TextOrNull() ?? "");
}
