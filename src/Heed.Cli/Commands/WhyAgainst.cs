using System.Globalization;
using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Patching;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary><c>heed why PROMPT --against PROMPT2</c>: which values carry the difference between two prompts.</summary>
internal static class WhyAgainst
{
    public static void Run(PromptPair pair, string? path, long budget, int top, bool json, IAnsiConsole console, CancellationToken cancellation)
    {
        PathArgument? asked = path is null ? null : PathArgument.Of(path, pair.Clean.Model.Transformer.Blueprint);
        using var progress = new CountLine("places patched");
        ActivationPatching patching = ActivationPatching.Of(pair, budget, progress: progress, cancellation: cancellation);
        float? along = asked is null ? null : PathPatching.Of(pair, asked.Sender, asked.SenderHead, asked.Receivers, budget);
        progress.Clear();
        if (json) WriteJson(patching, path, along);
        else Write(console, patching, path, along, top);
    }

    private static void Write(IAnsiConsole console, ActivationPatching patching, string? path, float? along, int top)
    {
        PromptPair pair = patching.Pair;
        console.MarkupLine(Invariant($"[bold]{Markup.Escape(pair.Clean.Name)}[/]: {patching.Clean:F3} for the first prompt, {patching.Corrupt:F3} for the second"));
        console.MarkupLine($"they differ at {Markup.Escape(string.Join(", ", pair.Differences.Select(i => $"token {i} ({pair.Clean.Prompt.Show(i)} / {pair.Corrupt.Prompt.Show(i)})")))}");
        console.WriteLine();
        console.WriteLine("residual stream, the first prompt's value in the second's run: share of the difference that comes back");
        Grid(console, patching);
        console.WriteLine($"heads, all tokens together: sufficient (first's value in the second's run), necessary (second's value in the first's run: what is left), attributed (first-order guess); rank correlation {Rank(ActivationPatching.Agreement(patching.Heads))}");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("attention", "head", "sufficient", "necessary", "attributed");
        foreach (PatchCell cell in patching.Heads.OrderByDescending(cell => MathF.Max(MathF.Abs(cell.Sufficient), MathF.Abs(1 - cell.Necessary))).Take(top))
            table.AddRow(
                Markup.Escape(cell.Site[..^2].Replace("blocks.", "", StringComparison.Ordinal)), Invariant($"{cell.Head}"), Number(cell.Sufficient), Number(cell.Necessary), Number(cell.Attributed));
        console.Write(table);
        if (along is { } metric)
            console.MarkupLine(Invariant($"path {Markup.Escape(path!)}: the metric becomes {metric:F3}, {(metric - patching.Corrupt) / (patching.Clean - patching.Corrupt):P1} of the difference is left"));
    }

    private static void Grid(IAnsiConsole console, ActivationPatching patching)
    {
        PromptPair pair = patching.Pair;
        var table = new Table { Border = TableBorder.Simple };
        int[] layers = [.. patching.Positions.Select(cell => cell.Layer).Distinct()];
        table.AddColumn("token");
        foreach (int layer in layers) table.AddColumn($"before layer {layer}");
        foreach (IGrouping<int?, PatchCell> row in patching.Positions.GroupBy(cell => cell.Position))
            if (row.Any(cell => MathF.Abs(cell.Sufficient) >= 0.02f))
                table.AddRow([Markup.Escape($"{row.Key} {pair.Clean.Prompt.Show(row.Key!.Value)}"), .. row.Select(cell => MathF.Abs(cell.Sufficient) >= 0.25f ? $"[bold]{Number(cell.Sufficient)}[/]" : Number(cell.Sufficient))]);
        console.Write(table);
    }

    private static void WriteJson(ActivationPatching patching, string? path, float? along) => JsonOutput.Write(json =>
    {
        PromptPair pair = patching.Pair;
        json.WriteString("model", pair.Clean.Model.Name);
        json.WriteString("metric", pair.Clean.Name);
        json.WriteString("prompt", pair.Clean.Prompt.Text);
        json.WriteString("against", pair.Corrupt.Prompt.Text);
        json.WriteNumber("clean", patching.Clean);
        json.WriteNumber("corrupt", patching.Corrupt);
        json.WriteStartArray("tokens");
        for (int t = 0; t < pair.Clean.Prompt.Length; t++)
        {
            json.WriteStartObject();
            json.WriteString("text", pair.Clean.Prompt.Show(t));
            json.WriteString("against", pair.Corrupt.Prompt.Show(t));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Cells(json, "positions", patching.Positions);
        Cells(json, "heads", patching.Heads);
        if (along is not { } metric) return;
        json.WriteStartObject("path");
        json.WriteString("path", path);
        json.WriteNumber("metric", metric);
        json.WriteNumber("left", (metric - patching.Corrupt) / (patching.Clean - patching.Corrupt));
        json.WriteEndObject();
    });

    private static void Cells(Utf8JsonWriter json, string name, IReadOnlyList<PatchCell> cells)
    {
        json.WriteStartArray(name);
        foreach (PatchCell cell in cells)
        {
            json.WriteStartObject();
            json.WriteString("site", cell.Site);
            json.WriteNumber("layer", cell.Layer);
            if (cell.Head is { } head) json.WriteNumber("head", head);
            if (cell.Position is { } position) json.WriteNumber("position", position);
            json.WriteNumber("sufficient", cell.Sufficient);
            json.WriteNumber("necessary", cell.Necessary);
            json.WriteNumber("attributed", cell.Attributed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Number(float value) => Invariant($"{value:0.00;-0.00;0}");

    private static string Rank(double? correlation) => correlation is { } value ? Invariant($"{value:F2}") : "–";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
