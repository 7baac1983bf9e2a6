using System.Globalization;
using Heed.Lens.Heads;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>Layers by heads: what the metric loses without each, and what each writes straight into it.</summary>
internal static class HeadGrid
{
    /// <summary>Heads a row, up to which a grid is printed rather than the strongest alone.</summary>
    private const int MostColumns = 12;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, HeadEffects effects, Ablation ablation)
    {
        console.WriteLine($"heads: what the metric loses without each ({(ablation == Ablation.Mean ? "mean of the prompt in its place" : "0 in its place")}), and in brackets what it writes straight into it");
        int heads = effects.Heads.Max(effect => effect.Head!.Value) + 1;
        float largest = Math.Max(1e-9f, effects.Heads.Max(effect => MathF.Abs(effect.Total)));
        var table = new Table { Border = TableBorder.Simple };
        if (heads <= MostColumns)
        {
            table.AddColumn("");
            for (int h = 0; h < heads; h++) table.AddColumn($"head {h}");
            table.AddColumns("attention", "feed-forward");
            foreach (IGrouping<string, HeadEffect> part in effects.Heads.GroupBy(effect => effect.Part))
            {
                HeadEffect whole = effects.Layers.Single(layer => layer.Part == part.Key);
                HeadEffect? forward = part.Key.EndsWith(".attn", StringComparison.Ordinal) ? effects.Layers.Single(layer => layer.Part == part.Key[..^4] + "mlp") : null;
                table.AddRow([Short(part.Key), .. part.Select(Cell), Cell(whole), forward is null ? "" : Cell(forward)]);
            }
        }
        else
        {
            table.AddColumns("attention", "head", "loses", "writes");
            foreach (HeadEffect effect in effects.Heads.OrderByDescending(effect => MathF.Abs(effect.Total)).Take(15))
                table.AddRow(Short(effect.Part), Invariant($"{effect.Head}"), Number(effect.Total), effect.Direct is { } direct ? Number(direct) : "");
        }
        console.Write(table);

        string Cell(HeadEffect effect)
        {
            string text = Number(effect.Total) + (effect.Direct is { } direct ? $" ({Number(direct)})" : "");
            return MathF.Abs(effect.Total) >= largest / 4 && effect.Head is not null ? $"[bold]{text}[/]" : text;
        }
    }

    private static string Short(string part) => Markup.Escape(part.Replace("blocks.", "", StringComparison.Ordinal));

    private static string Number(float value) => Invariant($"{value:+0.00;-0.00;0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
