using System.CommandLine;
using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Prompts.Configs;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt record FILE…</c>: files become versions.</summary>
internal static class PromptRecordCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files that hold a prompt each, the whole text being the prompt; or promptfooconfig.yaml and .prompt.yml, whose prompts are taken by their labels, with their parameters and models.",
            Arity = ArgumentArity.OneOrMore };
        var name = new Option<string?>("--name") { Description = "What the prompt is called; the file's name up to the first '.' where left out." };
        var model = new Option<string>("--model") { Description = "The model it is for; part of the version.", DefaultValueFactory = _ => "" };
        var parameters = new Option<string[]>("--param") { Description = "A parameter, NAME=VALUE, such as temperature=0.7; part of the version; may "
            + "come several times." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("record", "Record a prompt's file as a version; the same content is the same version.")
            { files, name, model, parameters, store.Message, store.Author, store.Store, json };
        command.SetAction(result =>
        {
            string[] paths = result.GetValue(files)!;
            if (paths.Length > 1 && result.GetValue(name) is not null) throw new HeedException($"name: expected one file where a name is given; got "
                + $"{paths.Length}.");
            JsonElement given = Parameters(result.GetValue(parameters) ?? []);
            // All are read before any is recorded.
            (string author, string message) = (store.AuthorOf(result), result.GetValue(store.Message)!);
            NewVersion[] versions = [.. paths.SelectMany(path => ConfigReader.IsConfig(path)
                ? PlannedVersion.Of(ConfigReader.Read([path], ConfigOverrides.None), author, message, null)
                : [new NewVersion(result.GetValue(name) ?? PromptSource.NameOf(path), new PromptVersion(PromptSource.Read(path), given, result.GetValue(model)!),
                    author, message, path)])];
            using IPromptStore opened = store.Open(result);
            var recorded = versions.Select(version => (Known: opened.Versions(version.Prompt).Any(known => known.Hash == version.Content.Hash),
                Version: opened.Record(version))).ToList();
            if (result.GetValue(json)) WriteJson(recorded);
            else
                foreach ((bool known, RecordedVersion version) in recorded)
                    Console.WriteLine($"{version.Prompt}  version {version.Number}  {version.Content.ShortId}{(known ? "  (was there already)" : "")}");
        });
        return command;
    }

    private static JsonElement Parameters(string[] pairs)
    {
        if (pairs.Length == 0) return default;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach ((string name, string value) in pairs.Select(pair => NameValue.Parse(pair, "param")))
            {
                json.WritePropertyName(name);
                Write(json, value);
            }
            json.WriteEndObject();
        }
        using JsonDocument document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.Clone();
    }

    // What is JSON is meant as JSON: 0.7, true, ["a"]; anything else is a text.
    private static void Write(Utf8JsonWriter json, string value)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(value);
        }
    }

    private static void WriteJson(IEnumerable<(bool Known, RecordedVersion Version)> recorded) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("recorded");
        foreach ((bool known, RecordedVersion version) in recorded)
        {
            json.WriteStartObject();
            json.WriteBoolean("new", !known);
            json.WritePropertyName("version");
            VersionJson.Write(json, version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
