using System.CommandLine;
using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace list</c> and <c>heed trace search TEXT</c>.</summary>
internal static class TraceSearchCommand
{
    private const int Page = 20;

    public static Command CreateList() => Create(new Command("list", "List traces, the newest first."), null);

    public static Command CreateSearch()
    {
        var text = new Argument<string>("text") { Description = "Stands in the input, the output or a variable, in any case of its letters." };
        return Create(new Command("search", "Find traces by their texts, the newest first.") { text }, text);
    }

    private static Command Create(Command command, Argument<string>? text)
    {
        var (query, store) = (new TraceQueryOptions(Page), new StoreOptions());
        var json = new Option<bool>("--json") { Description = "Print JSON: all of each trace." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        query.AddTo(command);
        foreach (Option option in (Option[])[store.Store, json, noColor]) command.Add(option);
        command.SetAction(result =>
        {
            TraceQuery asked = query.Read(result, text is null ? null : result.GetValue(text));
            using IPromptStore opened = store.Open(result);
            TracePage page = opened.Search(asked);
            if (result.GetValue(json)) WriteJson(page);
            else if (page.Count == 0) Console.Error.WriteLine($"heed: no trace of {opened.Address} fits.");
            else Write(Terminal.Create(result.GetValue(noColor)), asked, page);
        });
        return command;
    }

    private static void Write(IAnsiConsole console, TraceQuery asked, TracePage page)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("id", "started (UTC)", "prompt", "model", "ms", "output");
        table.Columns[4].RightAligned();
        table.Columns[0].NoWrap();
        foreach (Trace trace in page.Traces)
            table.AddRow(
                trace.Id, PromptView.Time(trace.Started), Markup.Escape(Prompt(trace)), Markup.Escape(PromptView.OneLine(trace.Model, 20)),
                trace.LatencyMs.ToString("F0", CultureInfo.InvariantCulture),
                    Markup.Escape(PromptView.OneLine(trace.Error is { } error ? "ERROR " + error : trace.Output, 30)));
        console.Write(table);
        string all = page.IsCountExact ? $"{page.Count}" : $"more than {page.Count}";
        Console.WriteLine($"{page.Traces.Count} of {all}{(asked.Skip > 0 ? $", after {asked.Skip} newer ones" : "")}");
    }

    private static string Prompt(Trace trace)
        => PromptView.OneLine(trace.PromptName ?? "–", 20) + (trace.PromptVersion is { } version ? $"@{(trace.Label ?? PromptVersion.Short(version))}" : "");

    private static void WriteJson(TracePage page) => JsonOutput.Write(json =>
    {
        json.WriteNumber("count", page.Count);
        json.WriteBoolean("count_is_exact", page.IsCountExact);
        json.WriteStartArray("traces");
        foreach (Trace trace in page.Traces) TraceJson.Write(json, trace);
        json.WriteEndArray();
    });
}
