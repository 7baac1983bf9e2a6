using System.Globalization;
using System.Text;
using Heed.Prompts.Versions;
using Heed.Prompts.Versions.Diffs;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What commands of <c>heed prompt</c> print for people.</summary>
internal static class PromptView
{
    /// <summary>A text on one line, cut at a width.</summary>
    public static string OneLine(string text, int width)
    {
        string line = string.Join(' ', text.Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= width ? line : line[..(width - 1)] + "…";
    }

    /// <summary>A time to the second, universal.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The number of a version, or its hash where the store does not have it.</summary>
    public static string NumberOf(IReadOnlyList<RecordedVersion> versions, string? hash)
        => hash is null ? "nothing" : versions.FirstOrDefault(version => version.Hash == hash) is { } version ? $"{version.Number}" : PromptVersion.Short(hash);

    /// <summary>What a version is, but for its text.</summary>
    public static void Head(RecordedVersion version, IReadOnlyDictionary<string, string> labels)
    {
        string[] here = [.. labels.Where(label => label.Value == version.Hash).Select(label => label.Key)];
        Console.WriteLine($"{OneLine(version.Prompt, 100)}  version {version.Number}  "
            + $"{version.Content.ShortId}{(here.Length > 0 ? $"  ({string.Join(", ", here)})" : "")}");
        Console.WriteLine($"{Time(version.Created)} UTC  {version.Author}{(version.Source is { } source ? $"  {source}" : "")}");
        if (version.Content.Model.Length > 0) Console.WriteLine($"model {version.Content.Model}");
        byte[] parameters = CanonicalJson.Bytes(version.Content.Parameters);
        if (parameters.Length > 2) Console.WriteLine($"parameters {Encoding.UTF8.GetString(parameters)}");
        if (version.Message.Length > 0) Console.WriteLine($"\n    {version.Message.ReplaceLineEndings("\n    ")}");
        Console.WriteLine();
    }

    /// <summary>A comparison: lines with what was removed and added, words that changed in another colour, or in brackets where there are no colours.</summary>
    public static void Diff(IAnsiConsole console, bool hasColors, IReadOnlyList<ParameterChange> changes, IReadOnlyList<DiffLine> lines)
    {
        foreach (ParameterChange change in changes) console.WriteLine($"{change.Name}: {change.Old ?? "none"} → {change.New ?? "none"}");
        if (changes.Count > 0) console.WriteLine();
        foreach (DiffLine line in lines)
        {
            string sign = line.Kind switch { DiffKind.Removed => "-", DiffKind.Added => "+", _ => " " };
            if (!hasColors || line.Kind == DiffKind.Same)
                console.WriteLine($"{sign} {string.Concat(line.Parts.Select(part => IsPlain(line, part) ? part.Text : $"{{{sign}{part.Text}{sign}}}"))}");
            else
            {
                string color = line.Kind == DiffKind.Removed ? "red" : "green";
                console.MarkupLine($"[{color}]{sign} [/]" + string.Concat(line.Parts.Select(part
                    => IsPlain(line, part) ? $"[{color}]{Markup.Escape(part.Text)}[/]"
                        : $"[{color} invert]{Markup.Escape(part.Text)}[/]")));
            }
        }
    }

    // A line that changed as a whole has nothing to point out.
    private static bool IsPlain(DiffLine line, DiffPart part) => part.Kind == DiffKind.Same || line.Parts.Count == 1;
}
