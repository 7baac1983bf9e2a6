using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Lens.WholeMap;
using Heed.Lens.Words;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary><c>heed why PROMPT --words</c>: what every method says of every token.</summary>
internal static class WhyWords
{
    public static void Run(Question question, bool json, IAnsiConsole console, CancellationToken cancellation)
    {
        if (question.Runs.Count > 1) throw new HeedException("words: expected answers of one token each; with several tokens there are two runs, whose tokens are not the same. Leave --words out.");
        using var text = new WordCase(question.Model.Transformer, question.Runs[0]);
        // Flow grows too fast for long texts; the others do not.
        IWordMethod[] methods = [.. text.Length <= AttentionFlow.MostTokens ? [new FlowScore()] : Array.Empty<IWordMethod>(), .. WordMethods.All];
        var scores = new List<float[]>();
        foreach (IWordMethod method in methods)
        {
            cancellation.ThrowIfCancellationRequested();
            scores.Add(method.Scores(text));
        }
        double?[] agreement = [.. scores.Select(one => RankCorrelation.Of(one, scores[^1]))];
        if (json) WriteJson(question, methods, scores, agreement);
        else Write(console, question, text.Query, methods, scores, agreement);
    }

    private static void Write(IAnsiConsole console, Question question, int query, IWordMethod[] methods, List<float[]> scores, double?[] agreement)
    {
        ReadText read = question.Prompt;
        console.MarkupLine($"what the answer rests on, by every method: [bold]{Markup.Escape(question.Name)}[/], read at token {query}");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("token").NoWrap());
        foreach (IWordMethod method in methods) table.AddColumn(method.Name);
        float[] largest = [.. scores.Select(one => one.Max(MathF.Abs))];
        for (int t = 0; t < read.Length; t++)
            table.AddRow([Markup.Escape($"{t} {read.Show(t)}"), .. scores.Select((one, m) => Cell(one[t], largest[m]))]);
        table.AddRow(["[dim]rank correlation[/]", .. agreement.Select((value, m) => m == agreement.Length - 1 || value is null ? "" : Invariant($"{value:F2}"))]);
        console.Write(table);
        console.WriteLine("gradient × attention, predicted and measured: what the metric loses without the token, edge by edge or all at once; the others have scales of their own");

        static string Cell(float value, float largest)
        {
            string text = Invariant($"{value:0.000;-0.000;0}");
            return MathF.Abs(value) >= largest / 2 ? $"[bold]{text}[/]" : text;
        }
    }

    private static void WriteJson(Question question, IWordMethod[] methods, List<float[]> scores, double?[] agreement) => JsonOutput.Write(json =>
    {
        json.WriteString("model", question.Model.Name);
        json.WriteString("metric", question.Name);
        json.WriteStartArray("tokens");
        for (int t = 0; t < question.Prompt.Length; t++) json.WriteStringValue(question.Prompt.Show(t));
        json.WriteEndArray();
        json.WriteStartArray("methods");
        for (int m = 0; m < methods.Length; m++)
        {
            json.WriteStartObject();
            json.WriteString("method", methods[m].Name);
            json.WriteStartArray("scores");
            foreach (float score in scores[m]) json.WriteNumberValue(score);
            json.WriteEndArray();
            if (agreement[m] is { } value) json.WriteNumber("rank_correlation_with_measured", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
