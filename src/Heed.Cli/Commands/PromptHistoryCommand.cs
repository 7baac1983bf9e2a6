using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt history NAME</c>: versions and moves of labels, the newest first.</summary>
internal static class PromptHistoryCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt") { Description = "The prompt's name." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("history", "Show a prompt's versions and the moves of its labels, the newest first.") { prompt, store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            string name = result.GetValue(prompt)!;
            IReadOnlyList<RecordedVersion> versions = new PromptRegistry(opened).Existing(name);
            IReadOnlyList<LabelEvent> events = opened.LabelEvents(name);
            if (result.GetValue(json)) WriteJson(versions, events);
            else
                foreach ((_, string line) in versions.Select(version => (version.Created, Line(version)))
                    .Concat(events.Select(moved => (moved.At, Line(versions, moved))))
                    .OrderByDescending(entry => entry.Item1)) Console.WriteLine(line);
        });
        return command;
    }

    private static string Line(RecordedVersion version)
        => $"{PromptView.Time(version.Created)}  version {version.Number}  {version.Content.ShortId}  {version.Author}{Why(version.Message)}";

    private static string Line(IReadOnlyList<RecordedVersion> versions, LabelEvent moved)
        => $"{PromptView.Time(moved.At)}  {moved.Label}: {PromptView.NumberOf(versions, moved.Old)} → {PromptView.NumberOf(versions, moved.New)}"
            + $"{(moved.IsRollback ? " (back)" : "")}  {moved.Author}{Why(moved.Reason)}";

    private static string Why(string text) => text.Length == 0 ? "" : $"  {PromptView.OneLine(text, 80)}";

    private static void WriteJson(IReadOnlyList<RecordedVersion> versions, IReadOnlyList<LabelEvent> events) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("versions");
        foreach (RecordedVersion version in versions) VersionJson.Write(json, version);
        json.WriteEndArray();
        json.WriteStartArray("label_events");
        foreach (LabelEvent moved in events) VersionJson.Write(json, moved);
        json.WriteEndArray();
    });
}
