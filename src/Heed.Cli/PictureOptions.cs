using System.CommandLine;
using System.Globalization;
using System.Text;
using Heed.Cli.Rendering;
using Heed.Models;

namespace Heed.Cli;

/// <summary>The options of every command that draws: <c>--html FILE</c> and <c>--svg FILE</c>.</summary>
internal sealed class PictureOptions
{
    /// <summary>--html.</summary>
    public Option<string?> Html { get; } = new("--html") { Description = "Also write a page that stands alone: pictures and tables, nothing fetched.",
        HelpName = "file" };

    /// <summary>--svg.</summary>
    public Option<string?> Svg { get; } = new("--svg") { Description = "Also write a figure for a paper.", HelpName = "file" };

    /// <summary>Refuses files that cannot be written, before anything is computed.</summary>
    /// <param name="result">What was given.</param>
    /// <exception cref="HeedException">There is no name, no such folder, or a folder in its place.</exception>
    public void Check(ParseResult result)
    {
        string? html = Check(result, Html), svg = Check(result, Svg);
        if (html is not null && svg is not null && Path.GetFullPath(html) == Path.GetFullPath(svg))
            throw new HeedException($"svg: expected another file than --html; both are {svg}.");
    }

    /// <summary>Writes what was asked for; the paths are told on standard error.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="html">Makes the page.</param>
    /// <param name="svg">Makes the figure.</param>
    /// <exception cref="HeedException">A file cannot be written.</exception>
    public void Write(ParseResult result, Func<string> html, Func<string> svg)
    {
        if (result.GetValue(Html) is { } page) Write(page, html());
        if (result.GetValue(Svg) is { } figure) Write(figure, svg());
    }

    private static void Write(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        SafeFile.Write(path, stream => stream.Write(bytes));
        Console.Error.WriteLine($"heed: wrote {path} ({ByteCount.Text(bytes.Length)}).");
    }

    private static string? Check(ParseResult result, Option<string?> option)
    {
        string name = option.Name[2..];
        if (result.GetValue(option) is not { } path) return null;
        if (string.IsNullOrWhiteSpace(path)) throw new HeedException($"{name}: expected the name of a file; got an empty text.");
        if (Directory.Exists(path)) throw new HeedException($"{name}: expected the name of a file; {path} is a folder.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new HeedException($"{name}: expected a file in a folder that is there; there is no {folder}.");
        return path;
    }
}
