using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Models;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed why</c> prints for people.</summary>
internal static class WhyView
{
    public static void Write(IAnsiConsole console, EdgeConsequences why, HeadEffects heads, Ablation ablation, int top)
    {
        LanguageModel model = why.Question.Model;
        Blueprint b = model.Transformer.Blueprint;
        console.MarkupLine(Invariant($"[bold]{Markup.Escape(model.Name)}[/] ({model.Architecture}, {b.Layers} layers × {b.Heads} heads) · {why.Question.Prompt.Length} tokens"));
        console.WriteLine();
        console.MarkupLine(Invariant($"[bold]{Markup.Escape(why.Question.Name)}[/] = {why.Value:F3}"));
        console.WriteLine();
        console.WriteLine("what the answer rests on: change when attention to a word is cut, edge by edge, summed over heads (predicted)");
        console.WriteLine();
        SignedText.Write(console, why.Question.Prompt, why.TokenEffects());
        console.WriteLine();
        Edges(console, why, top);
        HeadGrid.Write(console, heads, ablation);
    }

    private static void Edges(IAnsiConsole console, EdgeConsequences why, int top)
    {
        bool measured = why.Edges.Any(edge => edge.Measured is not null);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("attention", "head", "from", "to", "weight", "writes", "grad·A", "predicted", measured ? "measured" : "", "");
        EdgeEffect[] shown = [.. why.Edges.Take(top), .. why.Edges.Skip(top).Where(edge => edge.Badge != EdgeBadge.None).Take(3)];
        foreach (EdgeEffect edge in shown)
            table.AddRow(
                Markup.Escape(edge.Attention.Replace("blocks.", "", StringComparison.Ordinal)), Invariant($"{edge.Head}"), Markup.Escape(EdgeNames.Query(why.Question, edge)),
                Markup.Escape(EdgeNames.Key(why.Question, edge)), Invariant($"{edge.Weight:F3}"), Invariant($"{edge.ValueWeighted:F3}"), Invariant($"{edge.GradientAttention:+0.000;-0.000;0}"),
                Invariant($"{edge.Predicted:+0.000;-0.000;0}"), edge.Measured is { } m ? Invariant($"{m:+0.000;-0.000;0}") : "", Badge(edge.Badge));
        console.WriteLine(measured ? $"the strongest of {why.Edges.Count} edges that were cut, one at a time" : "the strongest edges by prediction; none was cut");
        console.Write(table);
        if (!measured) return;
        (double? weight, double? written, double? gradient, double? predicted) = why.Correlations;
        console.WriteLine($"rank correlation with what cutting did: weight {Rank(weight)} · writes {Rank(written)} · grad·A {Rank(gradient)} · predicted {Rank(predicted)}");
        console.WriteLine();
    }

    private static string Badge(EdgeBadge badge) => badge switch
    {
        EdgeBadge.LooksStrongDoesNothing => "[yellow]looks strong, does nothing[/]",
        EdgeBadge.LooksWeakDecides => "[yellow]looks weak, decides[/]",
        _ => "",
    };

    private static string Rank(double? correlation) => correlation is { } value ? Invariant($"{value:F2}") : "–";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
