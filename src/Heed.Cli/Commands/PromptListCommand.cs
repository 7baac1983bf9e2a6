using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt list</c>: the prompts of a store.</summary>
internal static class PromptListCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("list", "List prompts with their latest version and labels, and whether their files were changed since.") { store.Store,
            json, noColor };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            var registry = new PromptRegistry(opened);
            var prompts = opened.Prompts().Select(name => (Versions: registry.Existing(name), Labels: registry.Labels(name))).ToList();
            if (result.GetValue(json)) WriteJson(prompts);
            else if (prompts.Count == 0) Console.Error.WriteLine($"heed: no prompt is recorded in {opened.Address}; 'heed prompt record FILE' records one.");
            else Write(Terminal.Create(result.GetValue(noColor)), prompts);
        });
        return command;
    }

    private static void Write(IAnsiConsole console, List<(IReadOnlyList<RecordedVersion> Versions, IReadOnlyDictionary<string, string> Labels)> prompts)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("prompt", "latest", "id", "labels", "file");
        foreach ((IReadOnlyList<RecordedVersion> versions, IReadOnlyDictionary<string, string> labels) in prompts)
        {
            RecordedVersion latest = versions[^1];
            table.AddRow(
                Markup.Escape(PromptView.OneLine(latest.Prompt, 40)), $"{latest.Number}", latest.Content.ShortId,
                Markup.Escape(string.Join(", ", labels.Select(label => $"{label.Key} → {PromptView.NumberOf(versions, label.Value)}"))),
                    Markup.Escape(File(latest)));
        }
        console.Write(table);
    }

    private static string File(RecordedVersion version) => PromptSource.StateOf(version) switch
    {
        SourceState.None => "–",
        SourceState.Changed => $"{version.Source} (changed, not recorded)",
        SourceState.Missing => $"{version.Source} (not there)",
        _ => version.Source!,
    };

    private static void WriteJson(List<(IReadOnlyList<RecordedVersion> Versions, IReadOnlyDictionary<string, string> Labels)> prompts)
        => JsonOutput.Write(json =>
    {
        json.WriteStartArray("prompts");
        foreach ((IReadOnlyList<RecordedVersion> versions, IReadOnlyDictionary<string, string> labels) in prompts)
        {
            json.WriteStartObject();
            json.WriteString("name", versions[^1].Prompt);
            json.WriteNumber("versions", versions.Count);
            json.WriteNumber("latest", versions[^1].Number);
            json.WriteString("hash", versions[^1].Hash);
            json.WriteStartObject("labels");
            foreach ((string label, string hash) in labels) json.WriteString(label, hash);
            json.WriteEndObject();
            json.WriteString("source", versions[^1].Source);
            json.WriteString("source_state", PromptSource.StateOf(versions[^1]).ToString().ToLowerInvariant());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
