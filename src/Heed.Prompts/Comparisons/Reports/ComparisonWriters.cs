namespace Heed.Prompts.Comparisons.Reports;

/// <summary>All formats of comparisons. The first that is for a name writes it.</summary>
public static class ComparisonWriters
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<IComparisonWriter> All { get; } = [new HtmlComparisonWriter(), new JsonComparisonWriter(), new MarkdownComparisonWriter()];

    /// <summary>The format of a name; asked before the work, so that a wrong name costs none.</summary>
    /// <exception cref="HeedException">There is none for it.</exception>
    public static IComparisonWriter For(string path)
        => All.FirstOrDefault(writer => writer.IsFor(path))
            ?? throw new HeedException($"{path}: expected the name of a comparison's file, {string.Join(", ", All.Select(writer => writer.Names))}.");

    /// <summary>Writes a comparison as the name says; folders that are not there are made.</summary>
    /// <exception cref="HeedException">There is no format for the name, or the file cannot be written.</exception>
    public static void Write(ComparisonReport report, string path) => For(path).Write(report, path);
}
