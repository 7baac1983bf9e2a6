using System.Text;
using static Heed.Benchmarks.PerformanceLine;

namespace Heed.Benchmarks;

/// <summary>The studio's part of <c>docs/performance.md</c>, which has its own run and may be written alone.</summary>
internal static class StudioDocument
{
    private const string Begin = "<!-- studio -->\n", End = "<!-- /studio -->\n";

    /// <summary>Puts the section in its place, or at the end where there is none.</summary>
    public static string Put(string document, string section)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal), end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? document.TrimEnd() + "\n\n" + section : document[..begin] + section + document[(end + End.Length)..];
    }

    /// <summary>The section of a document, to be kept; empty where there is none.</summary>
    public static string Of(string document)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal), end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? "" : document[begin..(end + End.Length)];
    }

    /// <summary>The section.</summary>
    public static string Section(StudioReport report)
    {
        var text = new StringBuilder(Begin);
        text.Append("## The studio in a real browser\n\n");
        text.Append(
            "Written by `dotnet run -c Release --project benchmarks/Heed.Benchmarks -- studio --out docs/performance.md`, in a run of its own. The server is a fresh process, "
            + "the browser runs beside it on the same cores, without a screen. Medians, and the longest.\n\n");
        text.Append($"- Machine: {report.Machine}\n- Date: {report.Machine.StartedAt:yyyy-MM-dd HH:mm} UTC\n- Browser: {report.Browser}\n\n");
        var table = new MarkdownTable("what", "asked", "measured", "");
        foreach (PerformanceLine line in Lines(report))
            table.Add(line.What, line.Asked, line.Measured, line.Met switch { true => "met", false => "**falls short**", _ => "" });
        text.Append(table).Append('\n');
        text.Append($"The first sentence, drawn with its attention in two models that are loaded on the way: {Text(report.Drawn)} after the page was asked for. ");
        text.Append($"The map of {report.MapTokens} tokens shows its first tile {report.MapMade / 1000:F1} s after it was asked for: the model reads the text once. ");
        text.Append(
            "While nothing moves, the page fetches the tiles that a step nearer, aside or back needs, one after the other, and keeps the last eighty. After a jump to where nothing "
            + $"was looked at before a tile takes {Text(report.Jumps.All)}, {100 * report.Jumps.Share:F0} % of {report.Jumps.All.Calls} within {StudioTileTimes.AskedMs:F0} ms.\n");
        return text.Append(End).ToString();
    }

    private static IEnumerable<PerformanceLine> Lines(StudioReport report)
    {
        yield return AtMost("studio-paint", $"First paint, after the server is up ({report.FirstPaint.Calls} fresh servers)", 1000, report.FirstPaint.MedianMs, Milliseconds, Longest(report.FirstPaint));
        foreach (StudioKeyRow row in report.Keys)
            yield return AtMost("studio-key", $"{row.Tokens} tokens attended to anew and drawn, from key press to paint: {row.What}", 150, row.Samples.MedianMs, Milliseconds, Longest(row.Samples));
        Samples tiles = report.Tiles.All;
        double asked = StudioTileTimes.AskedMs;
        yield return AtMost("studio-tile", $"A map tile of {report.MapTokens} × {report.MapTokens} weights, from asking to drawn ({tiles.Calls} tiles, six at a time)", asked, tiles.MedianMs, Milliseconds, Longest(tiles));
        yield return AtMost(
            "studio-tile-each", "Each of those tiles: the longest", asked, tiles.MaxMs, Milliseconds,
            $"{100 * report.Tiles.Share:F0} % within {Milliseconds(asked)}, 95 % within {Milliseconds(report.Tiles.MostOfThemMs)}");
        yield return AtMost("studio-gaps", $"Gaps while zooming and panning, of {report.Screens} looks", 0, report.Gaps, value => $"{value:F0}");
        yield return AtMost("studio-heap", "JavaScript's heap after that tour over what it was before", 1.5, (double)report.HeapAfter / report.HeapBefore, value => $"{value:F2} ×", $"{report.HeapAfter / 1e6:F1} MB");
        yield return AtMost("studio-script", "JavaScript of all pages together, compressed", 300, report.ScriptBytes / 1e3, value => $"{value:F0} kB");
    }

    private static string Longest(Samples samples) => $"longest {samples.MaxMs:F0} ms";

    private static string Text(Samples samples) => $"{samples.MedianMs:F0} ms ({Longest(samples)})";

    private static string Milliseconds(double value) => $"{value:F0} ms";
}
