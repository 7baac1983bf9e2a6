namespace Heed.Prompts.Comparisons.Reports;

/// <summary>A format of comparisons, chosen by the file's name; a new one is a new file and a line in <see cref="ComparisonWriters.All"/>.</summary>
public interface IComparisonWriter
{
    /// <summary>The names it is for, for people: <c>*.html</c>.</summary>
    string Names { get; }

    /// <summary>Whether a file of that name is of this format.</summary>
    bool IsFor(string path);

    /// <summary>Writes a comparison; the file is whole or not there.</summary>
    /// <exception cref="HeedException">The file cannot be written; what was there before is unchanged.</exception>
    void Write(ComparisonReport report, string path);
}
