using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Tests of a table: a column is a variable, or begins with two underscores and says something of the test.</summary>
internal sealed partial class CsvTests
{
    private static readonly string[] s_reserved =
        ["expected", "prefix", "suffix", "description", "providerOutput", "metric", "threshold", "metadata", "config"];
    private readonly string[] _columns;
    private readonly CsvRow _row;
    private readonly List<ConfigEntry> _vars = [], _options = [], _metadata = [], _test = [];
    private readonly List<(string Column, ConfigNode Assertion)> _asserts = [];
    private readonly Dictionary<int, ConfigNode> _thresholds = [];
    private string? _metric;

    private CsvTests(string[] columns, CsvRow row) => (_columns, _row) = (columns, row);

    /// <summary>Reads a table.</summary>
    /// <exception cref="HeedException">A row has not as many cells as there are columns, or a number is none.</exception>
    public static IReadOnlyList<ConfigNode> Read(ConfigSession session, string text, string file)
    {
        IReadOnlyList<CsvRow> rows = CsvText.Rows(text, file);
        if (rows.Count == 0) throw new HeedException($"{file}: expected a table with names of columns in its first row; the file is empty.");
        string[] columns = [.. rows[0].Cells.Select(cell => cell.Trim())];
        foreach (string column in columns)
            if (column.StartsWith('_') && !column.StartsWith("__", StringComparison.Ordinal) && s_reserved.Contains(Plain(column)))
                session.Warn(rows[0].Place, $"the column \"{column}\" is a variable; did you mean \"_{column}\", with two underscores?");
            else if (column.StartsWith("__", StringComparison.Ordinal) && !s_reserved.Contains(Plain(column)))
                session.Warn(rows[0].Place, $"the column \"{column}\" is read as a variable; columns with two underscores are "
                    + $"{string.Join(", ", s_reserved.Select(name => "__" + name))}.");
        foreach (IGrouping<string, string> same in columns.Where(column => !column.StartsWith("__", StringComparison.Ordinal)).GroupBy(column => column).Where(same => same.Count() > 1))
            session.Warn(rows[0].Place, $"the column \"{same.Key}\" stands there {same.Count()} times; the last one counts.");
        return [.. rows.Skip(1).Select((row, i) => new CsvTests(columns, row).Test(i + 1))];
    }

    // "__expected2", "_expected" and "__metadata:key" without underscores, digits and what follows a colon.
    private static string Plain(string column) => Digits().Replace(column.TrimStart('_').Split(':')[0], "");

    private ConfigNode Test(int number)
    {
        if (_row.Cells.Count != _columns.Length)
            throw new HeedException($"{_row.Place}: row {number} has {_row.Cells.Count} cells; expected {_columns.Length}: {string.Join(", ", _columns)}. "
                + "Add the missing commas, or put a cell with a comma in quotes.");
        for (int i = 0; i < _columns.Length; i++) Column(_columns[i], _row.Cells[i]);
        if (!_test.Exists(entry => entry.Name == "description")) Add(_test, "description", Text($"Row #{number}"));
        Add(_test, "vars", ConfigNode.Of(_row.Place, _vars));
        if (_asserts.Count > 0) Add(_test, "assert", ConfigNode.Of(_row.Place, [.. _asserts.Select((pair, i) => Complete(pair.Assertion, i + 1))]));
        if (_options.Count > 0) Add(_test, "options", ConfigNode.Of(_row.Place, _options));
        if (_metadata.Count > 0) Add(_test, "metadata", ConfigNode.Of(_row.Place, _metadata));
        return ConfigNode.Of(_row.Place, _test);
    }

    private void Column(string column, string cell)
    {
        string trimmed = cell.Trim();
        if (column.StartsWith("__expected", StringComparison.Ordinal))
        {
            if (trimmed.Length > 0) _asserts.Add((column, CsvExpectation.Read(trimmed, _row.Place)));
        }
        else if (column is "__prefix" or "__suffix") Add(_options, column[2..], Text(cell));
        else if (column is "__description" or "__providerOutput")
        {
            if (trimmed.Length > 0) Add(_test, column[2..], Text(cell));
        }
        else if (column == "__metric") _metric = trimmed.Length > 0 ? trimmed : null;
        else if (column == "__threshold")
        {
            // A threshold of 0 would let everything pass: promptfoo drops it, and an empty cell is none.
            if (trimmed.Length > 0 && Number(column, trimmed) is { Number: not 0 } threshold) Add(_test, "threshold", threshold);
        }
        else if (column.StartsWith("__metadata:", StringComparison.Ordinal)) Metadata(column["__metadata:".Length..], trimmed);
        else if (column.StartsWith("__config:", StringComparison.Ordinal)) Config(column, trimmed);
        else Add(_vars, column, Text(cell));
    }

    private void Metadata(string key, string cell)
    {
        if (cell.Length == 0) return;
        if (!key.EndsWith("[]", StringComparison.Ordinal)) Add(_metadata, key, Text(cell));
        else Add(_metadata, key[..^2], ConfigNode.Of(_row.Place, [.. Commas().Split(cell).Select(part => Text(part.Trim().Replace("\\,", ",")))]));
    }

    private void Config(string column, string cell)
    {
        if (ConfigColumn().Match(column) is not { Success: true } match)
            throw new HeedException($"{_row.Place}: the column \"{column}\": expected \"__config:__expected1:threshold\", with a number from 1 on; "
                + "nothing else can be set so.");
        int which = match.Groups[1].Length == 0 ? 1 : int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (cell.Length > 0) _thresholds[which] = Number(column, cell);
    }

    private ConfigNode Complete(ConfigNode assertion, int number)
    {
        var entries = assertion.Entries.ToList();
        if (_thresholds.TryGetValue(number, out ConfigNode? threshold)) entries.Add(new ConfigEntry("threshold", _row.Place, threshold));
        if (_metric is not null) entries.Add(new ConfigEntry("metric", _row.Place, Text(_metric)));
        return ConfigNode.Of(_row.Place, entries);
    }

    private ConfigNode Number(string column, string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? ConfigNode.Of(_row.Place, number) : throw new HeedException($"{_row.Place}: the column \"{column}\": expected a number; got \"{cell}\".");

    private ConfigNode Text(string text) => ConfigNode.Of(_row.Place, text);

    private void Add(List<ConfigEntry> entries, string name, ConfigNode value) => entries.Add(new ConfigEntry(name, _row.Place, value));

    [GeneratedRegex(@"\d+$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<!\\),")]
    private static partial Regex Commas();

    [GeneratedRegex(@"^__config:__expected(\d{0,4}):threshold$")]
    private static partial Regex ConfigColumn();
}
