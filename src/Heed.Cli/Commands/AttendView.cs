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
        IAnsiConsole console, LanguageModel model, TokenAttention attention, IReadOnlyList<int> layers, IReadOnlyList<int> heads, int telling, int top,
        RowConsequences? consequences)
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
        if (consequences is not null) table.AddColumns("predicted", "measured");
        foreach (int layer in layers)
            foreach (int head in heads)
            {
                IReadOnlyList<(int Token, float Weight)> keys = attention.Strongest(layer, head, top);
                table.AddRow(
                [
                    Text(layer), Text(head),
                    // With consequences a key has a line of its own, so that both can be read across.
                    Markup.Escape(string.Join(consequences is null ? "  " : "\n", keys.Select(k => Invariant($"{k.Token} {read.Show(k.Token)} {k.Weight:F3}")))),
                    Invariant($"{attention.SinkShare(layer, head):F3}"), .. Effects(consequences, keys.Select(k => (layer, head, attention.From, k.Token))),
                ]);
            }
        console.Write(table);
        WriteMeaning(console, consequences);
    }

    /// <summary>Every token's strongest key.</summary>
    public static void Write(IAnsiConsole console, LanguageModel model, ReadText read, IReadOnlyList<StrongestKeys> rows, RowConsequences? consequences)
    {
        WriteModel(console, model, read);
        console.WriteLine();
        console.WriteLine("every token's strongest key, itself and the sink left out");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("token", "", "key", "", "weight", "layer", "head", "mean sink");
        if (consequences is not null) table.AddColumns("predicted", "measured");
        foreach (StrongestKeys row in rows)
        {
            bool none = row.Key < 0;
            table.AddRow(
            [
                Text(row.Token), Markup.Escape(read.Show(row.Token)), none ? "" : Text(row.Key), none ? "none" : Markup.Escape(read.Show(row.Key)),
                none ? "" : Invariant($"{row.Weight:F3}"), none ? "" : Text(row.Layer), none ? "" : Text(row.Head), Invariant($"{row.SinkShare:F3}"),
                .. none && consequences is not null ? ["", ""] : Effects(consequences, [(row.Layer, row.Head, row.Token, row.Key)]),
            ]);
        }
        console.Write(table);
        WriteMeaning(console, consequences);
    }

    private static string[] Effects(RowConsequences? consequences, IEnumerable<(int Layer, int Head, int Query, int Key)> edges)
    {
        if (consequences is null) return [];
        Lens.Consequences.EdgeEffect[] found = [.. edges.Select(edge => consequences.Find(edge.Layer, edge.Head, edge.Query, edge.Key)!)];
        return [string.Join('\n', found.Select(edge => Signed(edge.Predicted))), string.Join('\n', found.Select(edge => Signed(edge.Measured!.Value)))];
    }

    private static void WriteMeaning(IAnsiConsole console, RowConsequences? consequences)
    {
        if (consequences is not null) console.MarkupLine($"predicted, measured: change of {Markup.Escape(consequences.Question.Name)} when that one weight is cut and its row renormalised");
    }

    private static string Signed(float value) => Invariant($"{value:+0.000;-0.000;0}");

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
