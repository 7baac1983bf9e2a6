using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Models;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed attend</c> prints for people.</summary>
internal static class AttendView
{
    /// <summary>One token's attention.</summary>
    public static void Write(
        IAnsiConsole console, LanguageModel model, TokenAttention attention, IReadOnlyList<int> layers, IReadOnlyList<int> heads, int telling, int top)
    {
        ReadText read = attention.Read;
        string from = read.Show(attention.From);
        WriteModel(console, model, read);
        console.WriteLine();
        string which = heads.Count == 1 ? $"head {heads[0]}" : $"mean of {heads.Count} heads";
        console.MarkupLine($"{(layers.Count > 1 ? "most telling layer" : "layer")} {telling}, {which}: what [bold]{Markup.Escape(from)}[/] (token {attention.From}) attends to{(console.HasColors() ? "" : ", in %")}");
        console.WriteLine();
        ShadedText.Write(console, read, attention.MeanByWord(telling, heads), read.WordOf[attention.From]);
        console.WriteLine();
        console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"sink ({Markup.Escape(SinkNames(attention))}): {attention.SinkShare(telling, heads):P1} of the attention in layer {telling}"));
        console.WriteLine();

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("layer", "head", top == 1 ? "strongest key" : $"strongest {top} keys", "sink");
        foreach (int layer in layers)
            foreach (int head in heads)
                table.AddRow(
                    Text(layer), Text(head),
                    Markup.Escape(string.Join("  ", attention.Strongest(layer, head, top).Select(k => Invariant($"{k.Token} {read.Show(k.Token)} {k.Weight:F3}")))),
                    Invariant($"{attention.SinkShare(layer, head):F3}"));
        console.Write(table);
    }

    /// <summary>Every token's strongest key.</summary>
    public static void Write(IAnsiConsole console, LanguageModel model, ReadText read, IReadOnlyList<StrongestKeys> rows)
    {
        WriteModel(console, model, read);
        console.WriteLine();
        console.WriteLine("every token's strongest key, itself and the sink left out");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("token", "", "key", "", "weight", "layer", "head", "mean sink");
        foreach (StrongestKeys row in rows)
        {
            bool none = row.Key < 0;
            table.AddRow(
                Text(row.Token), Markup.Escape(read.Show(row.Token)), none ? "" : Text(row.Key), none ? "none" : Markup.Escape(read.Show(row.Key)),
                none ? "" : Invariant($"{row.Weight:F3}"), none ? "" : Text(row.Layer), none ? "" : Text(row.Head), Invariant($"{row.SinkShare:F3}"));
        }
        console.Write(table);
    }

    private static void WriteModel(IAnsiConsole console, LanguageModel model, ReadText read)
    {
        Blueprint b = model.Transformer.Blueprint;
        console.MarkupLine(Invariant($"[bold]{Markup.Escape(model.Name)}[/] ({model.Architecture}, {b.Layers} layers × {b.Heads} heads, {model.Transformer.ParameterCount:N0} parameters) · {read.Length} tokens"));
    }

    private static string SinkNames(TokenAttention attention)
        => string.Join(", ", Enumerable.Range(0, attention.Read.Length).Where(attention.IsSink).Select(attention.Read.Show).Distinct());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
