using System.Text;
using Heed.Prompts.Comparisons.Reports;

namespace Heed.Cli.Commands;

/// <summary>A comparison on standard output, as <c>-o comparison.json</c> writes it.</summary>
internal static class CompareJson
{
    /// <summary>Writes it.</summary>
    public static void Write(ComparisonReport report)
    {
        using var bytes = new MemoryStream();
        JsonComparisonWriter.Write(report, bytes);
        Console.Out.Write(Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
