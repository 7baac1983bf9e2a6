using System.Text;
using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>
/// A run as it happens: a file of lines, one for its beginning and one for each row, on the disk before the next row is told of. A kill at any moment loses at most the row
/// in work; a line that was cut off is passed over and its row done again.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private const int Format = 1;

    private readonly FileStream _file;

    private RunJournal(FileStream file, RunHeader header, IReadOnlyList<RunRow> done) => (_file, Header, Done) = (file, header, done);

    /// <summary>What stands in its first line.</summary>
    public RunHeader Header { get; }

    /// <summary>Rows that were done before.</summary>
    public IReadOnlyList<RunRow> Done { get; }

    /// <summary>Begins a run.</summary>
    /// <exception cref="HeedException">The file cannot be written, or is there.</exception>
    public static RunJournal Begin(string path, string id, EvalPlan plan, DateTimeOffset started, int rows, string models = "")
    {
        var header = new RunHeader(Format, id, PlanHash.Of(plan, models), started, HeedVersion.Here, rows);
        return Guarded(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var journal = new RunJournal(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None), header, []);
            journal.Line(JsonSerializer.Serialize(header, RunJsonContext.Default.RunHeader));
            return journal;
        });
    }

    /// <summary>Takes one up again.</summary>
    /// <exception cref="HeedException">It is none, of another plan, of a newer Heed, or in another process's hands.</exception>
    public static RunJournal Resume(string path, EvalPlan plan, string models = "") => Guarded(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            (RunHeader header, List<RunRow> rows, long end) = Read(file, path, plan);
            if (header.Plan != PlanHash.Of(plan, models))
                throw new HeedException(
                    $"resume: {header.Id} was begun with other prompts, tests, providers, models or environment variables than {plan.Folder} has now. Run without --resume: what did not change is taken from the cache.");
            file.SetLength(end);
            file.Position = end;
            return new RunJournal(file, header, rows);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Its first line; null where it cannot be read.</summary>
    public static RunHeader? Peek(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadLine() is { } line ? JsonSerializer.Deserialize(line, RunJsonContext.Default.RunHeader) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether there is a line for every row of it.</summary>
    public static bool IsWhole(string path)
        => Peek(path) is { } header && File.ReadLines(path).Skip(1).Count() >= header.Rows;

    /// <summary>Writes a row down.</summary>
    /// <exception cref="HeedException">The disk is full, or the file is gone.</exception>
    public void Write(RunRow row) => Guarded(_file.Name, () =>
    {
        Line(JsonSerializer.Serialize(RowRecord.Of(row), RunJsonContext.Default.RowRecord));
        return 0;
    });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Line(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
    }

    private static (RunHeader Header, List<RunRow> Rows, long End) Read(FileStream file, string path, EvalPlan plan)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        RunHeader? header = null;
        var rows = new Dictionary<(int, int), RunRow>();
        int begin = 0;
        while (bytes.AsSpan(begin).IndexOf((byte)'\n') is >= 0 and var length)
        {
            ReadOnlySpan<byte> line = bytes.AsSpan(begin, length);
            try
            {
                if (header is null)
                {
                    header = JsonSerializer.Deserialize(line, RunJsonContext.Default.RunHeader);
                    if (header!.Format > Format) throw new HeedException($"{path}: expected a run of format {Format}; it is of format {header.Format}, from a newer Heed ({header.Version}). Use that one.");
                }
                else if (JsonSerializer.Deserialize(line, RunJsonContext.Default.RowRecord)?.Row(plan) is { } row) rows[(row.Case.Index, row.Column.Index)] = row;
            }
            catch (JsonException)
            {
                break;
            }
            begin += length + 1;
        }
        return (header ?? throw new HeedException($"{path}: expected a run of heed eval; its first line is none."), [.. rows.Values], begin);
    }

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the run cannot be written down ({error.Message}). What is in it stays.", error);
        }
    }
}
