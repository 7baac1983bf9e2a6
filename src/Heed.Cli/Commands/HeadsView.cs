using System.Globalization;
using Heed.Lens;
using Heed.Lens.Roles;
using Heed.Models;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed heads</c> prints for people: a line a head, with the roles it has.</summary>
internal static class HeadsView
{
    public static void Write(
        IAnsiConsole console, LanguageModel model, ReadText? read, IReadOnlyList<IHeadMeasure> measures, IReadOnlyList<HeadProfile> heads, string? by)
    {
        Blueprint b = model.Transformer.Blueprint;
        string text = read is null ? "generated text" : $"{read.Length} tokens of text";
        console.MarkupLine(Invariant($"[bold]{Markup.Escape(model.Name)}[/] ({model.Architecture}, {b.Layers} layers × {b.Heads} heads) · {text}"));
        console.WriteLine();
        var table = new Table { Border = TableBorder.Simple };
        bool stacks = b.HasEncoder;
        string[] sorted = by is null ? [] : [Markup.Escape(by)];
        table.AddColumns([.. stacks ? ["attention"] : Array.Empty<string>(), "layer", "head", .. sorted, "what it does"]);
        foreach (HeadProfile head in heads)
        {
            string kind = head.Place.IsEncoder ? "encoder" : head.Place.IsCross ? "cross" : "decoder";
            table.AddRow([.. stacks ? [kind] : Array.Empty<string>(), Invariant($"{head.Place.Layer}"), Invariant($"{head.Head}"),
                .. by is null ? Array.Empty<string>() : [head.Scores.GetValueOrDefault(by) is { } chosen ? Score(chosen) : "–"], Roles(head)]);
        }
        console.Write(table);
        console.WriteLine("A role is named from: " + string.Join(", ", measures.Select(measure => Invariant($"{measure.Name} {measure.Threshold}"))) + ".");
        console.WriteLine("Behind a score stands what it is about (offset, key, width) and in brackets what something simple reaches. Every score: --json.");
    }

    private static string Roles(HeadProfile head)
        => Markup.Escape(head.Roles.Count == 0 ? "–" : string.Join("; ", head.Roles.Select(role => $"{role} {Score(head.Scores[role])}")));

    private static string Score(HeadScore score)
        => Invariant($"{score.Value:F2}") + (score.Where is { } where ? $" at {where}" : "")
            + (score.Baseline is { } baseline ? Invariant($" ({score.BaselineIs} {baseline:F2})") : "");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
