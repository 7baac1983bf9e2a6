namespace Heed.Prompts.Values;

/// <summary>A row of a table as RFC 4180 has it.</summary>
internal static class CsvLine
{
    /// <summary>Writes a row; a value with a comma, a quote, an end of line or blanks at its ends stands in quotes.</summary>
    public static void Write(TextWriter output, IEnumerable<string> values)
        => output.Write(string.Join(',', values.Select(Value)) + "\n");

    private static string Value(string value)
        => value.AsSpan().IndexOfAny(",\"\r\n") >= 0 || value.Trim().Length != value.Length ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
}
