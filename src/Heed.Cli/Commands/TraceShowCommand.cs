using System.CommandLine;
using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace show ID</c>: all that was kept of a call.</summary>
internal static class TraceShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The trace's id." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "Show all of a trace, with the notes on it.") { id, store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            Trace trace = Find(opened, result.GetValue(id)!);
            if (result.GetValue(json)) WriteJson(trace, opened.Notes(trace.Id));
            else Write(trace, opened.Notes(trace.Id));
        });
        return command;
    }

    /// <summary>A trace that must be there.</summary>
    /// <exception cref="HeedException">It is not.</exception>
    public static Trace Find(IPromptStore store, string id)
        => store.Find(id) ?? throw new HeedException($"trace: there is none with the id '{id}' in {store.Address}. 'heed trace list' lists them.");

    private static void Write(Trace trace, IReadOnlyList<TraceNote> notes)
    {
        Line("id", trace.Id);
        Line("started", PromptView.Time(trace.Started) + " UTC");
        Line("run", trace.RunId);
        Line("prompt", trace.PromptName);
        Line("version", trace.PromptVersion is { } version ? PromptVersion.Short(version) + (trace.Label is { } label ? $" ({label})" : "") : null);
        Line("model", trace.Model);
        Line("parameters", trace.Parameters.ValueKind == System.Text.Json.JsonValueKind.Undefined ? null : trace.Parameters.GetRawText());
        Line("seed", trace.Seed.ToString(CultureInfo.InvariantCulture));
        Line("tokens", $"{trace.InputTokenCount} in, {trace.OutputTokenCount} out");
        Line("time", string.Create(CultureInfo.InvariantCulture, $"{trace.LatencyMs:F1} ms, {trace.FirstTokenMs:F1} ms to the first token"));
        Line("finish", trace.FinishReason);
        Line("tags", string.Join(", ", trace.Tags));
        Line("scores", string.Join(", ", trace.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value}"))));
        Line("heed", $"{trace.HeedVersion} {trace.Kernel}".Trim());
        if (trace.Redacted) Line("redacted", "yes: texts and tokens were left out");
        foreach (TraceNote note in notes) Line("note", $"{PromptView.Time(note.At)} {note.Author} {note.Comment}".TrimEnd());
        foreach ((string name, System.Text.Json.JsonElement value) in trace.Vars)
            Block($"variable {name}", value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString()! : value.GetRawText());
        Block("input", trace.Input);
        Block("output", trace.Output);
        if (trace.Error is { } error) Block("error", error);

        static void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) Console.WriteLine($"{name,-10}  {value}");
        }

        static void Block(string name, string text) => Console.WriteLine($"\n{name}\n    {text.TrimEnd('\n').Replace("\n", "\n    ")}");
    }

    private static void WriteJson(Trace trace, IReadOnlyList<TraceNote> notes) => JsonOutput.Write(json =>
    {
        json.WritePropertyName("trace");
        TraceJson.Write(json, trace);
        json.WriteStartArray("notes");
        foreach (TraceNote note in notes) TraceNoteJson.Write(json, note);
        json.WriteEndArray();
    });
}
