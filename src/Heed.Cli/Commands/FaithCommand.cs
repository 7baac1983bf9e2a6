using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens.Faith;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary><c>heed faith</c>: how often each method names the word that must be used.</summary>
internal static class FaithCommand
{
    public static Command Create()
    {
        var models = new Option<string[]>("--model")
        {
            Description = "A model that knows tiny English; may come several times. The built-in ones where left out.", DefaultValueFactory = _ => [BuiltInModels.Decoder, BuiltInModels.Encoder],
        };
        var families = new Option<string[]>("--family") { Description = "A family of sentences; may come several times. All where left out.", DefaultValueFactory = _ => [.. TrueWord.Families] };
        var sentences = new Option<int>("--sentences") { Description = "Held-out sentences a family.", DefaultValueFactory = _ => 500 };
        var output = new Option<string?>("--out") { Description = "A file for the tables as Markdown, beside standard output." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("faith", "Measure how often each method names the word that must be used, on sentences whose truth is known.") { models, families, sentences, output, json };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            var tables = new List<(LanguageModel Model, IReadOnlyList<FaithRow> Rows)>();
            try
            {
                foreach (string name in result.GetValue(models)!)
                {
                    LanguageModel model = BuiltInModels.Load(name, new LoadOptions());
                    var rows = new List<FaithRow>();
                    tables.Add((model, rows));
                    foreach (string family in result.GetValue(families)!)
                    {
                        Console.Error.WriteLine($"heed: {model.Name}, {family} …");
                        using var progress = new CountLine("sentences");
                        rows.AddRange(Faithfulness.Measure(model, family, result.GetValue(sentences), progress, cancellation));
                    }
                }
                string[] asked = [.. Given(result, models), .. Given(result, families)];
                string document = Document(tables, result.GetValue(sentences), string.Concat(asked.Select(argument => " " + argument)));
                if (result.GetValue(output) is { } file) SafeFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(document)));
                if (result.GetValue(json)) WriteJson(tables);
                else Console.Out.Write(document);
            }
            finally
            {
                foreach ((LanguageModel model, _) in tables) model.Dispose();
            }
        }, cancellation));
        return command;
    }

    private static IEnumerable<string> Given(ParseResult result, Option<string[]> option)
        => result.GetResult(option) is { Implicit: false } ? result.GetValue(option)!.Select(value => $"{option.Name} {value}") : [];

    private static string Document(IReadOnlyList<(LanguageModel Model, IReadOnlyList<FaithRow> Rows)> tables, int sentences, string asked)
    {
        var text = new StringBuilder();
        text.Append("# Is it true?\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Written by `heed faith --sentences {sentences}{asked} --out docs/faithfulness.md`. ");
        text.Append("What the methods are, and what these figures mean: [docs/lens.md](lens.md#is-it-true).\n");
        foreach ((LanguageModel model, IReadOnlyList<FaithRow> rows) in tables)
        {
            string[] methods = [.. rows.Select(row => row.Method).Distinct()];
            text.Append($"\n## {model.Name}\n\nHow often each method names the word that must be used, of the sentences the model answers right:\n\n");
            text.Append($"| family | sentences | {string.Join(" | ", methods)} |\n| --- | --: | {string.Join(" | ", methods.Select(_ => "--:"))} |\n");
            foreach (IGrouping<string, FaithRow> family in rows.GroupBy(row => row.Family))
                text.Append(CultureInfo.InvariantCulture, $"| {family.Key} | {family.First().Sentences} of {family.First().Asked} | {string.Join(" | ", family.Select(Cell))} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| mean | | {string.Join(" | ", methods.Select(method => Mean(rows, method, row => row.Share)))} |\n");
            text.Append("\nThe same, where one of the three tokens after the word counts too: a head of an earlier layer may have brought the word there.\n\n");
            text.Append($"| family | {string.Join(" | ", methods)} |\n| --- | {string.Join(" | ", methods.Select(_ => "--:"))} |\n");
            foreach (IGrouping<string, FaithRow> family in rows.GroupBy(row => row.Family))
                text.Append($"| {family.Key} | {string.Join(" | ", family.Select(row => row.Sentences == 0 ? "–" : Percent(row.NearShare)))} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| mean | {string.Join(" | ", methods.Select(method => Mean(rows, method, row => row.NearShare)))} |\n");
            text.Append("\nRank correlation of each with the measured effect over the words of a sentence, mean over the sentences:\n\n");
            text.Append($"| family | {string.Join(" | ", methods[..^1])} |\n| --- | {string.Join(" | ", methods[..^1].Select(_ => "--:"))} |\n");
            foreach (IGrouping<string, FaithRow> family in rows.GroupBy(row => row.Family))
                text.Append($"| {family.Key} | {string.Join(" | ", family.SkipLast(1).Select(row => Rank(row.Correlation)))} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| mean | {string.Join(" | ", methods[..^1].Select(method => Rank(rows.Where(row => row.Method == method).Average(row => row.Correlation))))} |\n");
        }
        return text.ToString();

        // Where no sentence is answered right there is nothing to share out.
        static string Mean(IEnumerable<FaithRow> rows, string method, Func<FaithRow, double> share)
            => rows.Where(row => row.Method == method && row.Sentences > 0).Select(share).ToArray() is { Length: > 0 } shares ? Percent(shares.Average()) : "–";

        static string Cell(FaithRow row) => row.Sentences == 0 ? "–"
            : string.Create(CultureInfo.InvariantCulture, $"{Percent(row.Share)} ({row.Interval.Low * 100:F0}–{row.Interval.High * 100:F0})");

        static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F1} %");

        static string Rank(double? correlation) => correlation is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:F2}") : "–";
    }

    private static void WriteJson(IReadOnlyList<(LanguageModel Model, IReadOnlyList<FaithRow> Rows)> tables) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("models");
        foreach ((LanguageModel model, IReadOnlyList<FaithRow> rows) in tables)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Name);
            json.WriteStartArray("rows");
            foreach (FaithRow row in rows) Row(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static void Row(Utf8JsonWriter json, FaithRow row)
    {
        json.WriteStartObject();
        json.WriteString("family", row.Family);
        json.WriteString("method", row.Method);
        json.WriteNumber("named", row.Named);
        json.WriteNumber("near", row.Near);
        json.WriteNumber("sentences", row.Sentences);
        json.WriteNumber("asked", row.Asked);
        json.WriteNumber("share", row.Share);
        json.WriteNumber("low", row.Interval.Low);
        json.WriteNumber("high", row.Interval.High);
        if (row.Correlation is { } correlation) json.WriteNumber("rank_correlation_with_measured", correlation);
        else json.WriteNull("rank_correlation_with_measured");
        json.WriteEndObject();
    }
}
