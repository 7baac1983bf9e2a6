using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models.Hub;

namespace Heed.Cli.Commands;

/// <summary><c>heed pull ORG/NAME[@REV]</c>: fetches a model into the cache that Python uses too.</summary>
internal static class PullCommand
{
    public static Command Create()
    {
        var repository = new Argument<string>("repository") { Description = "ORG/NAME, or ORG/NAME@REVISION for a branch, tag or commit." };
        var files = new Option<string[]>("--file")
        {
            Description = "Weights by name, with * and ?, such as \"*Q8_0.gguf\"; may be given again. Left out: safetensors.",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("pull",
            "Fetch a model from a Hugging Face server into the cache Python uses (HF_HOME, HF_HUB_CACHE, HF_TOKEN, HF_ENDPOINT, HF_HUB_OFFLINE).")
        {
            repository, files, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            HubReference reference = HubReference.Parse(result.GetValue(repository)!);
            string[] patterns = result.GetValue(files) ?? [];
            if (patterns.Any(string.IsNullOrWhiteSpace))
                throw new HeedException("file: expected a name such as \"*Q8_0.gguf\"; got an empty text.");
            HubSettings settings = HubSettings.FromEnvironment();
            if (settings.Offline && patterns.Length > 0)
                throw new HeedException("file: HF_HUB_OFFLINE is set, so no file can be chosen. Unset it, or leave --file out.");
            PullResult pulled = await HubPull.RunAsync(reference, settings, patterns, new PullProgressLine().Show, cancellation);
            if (result.GetValue(json)) WriteJson(pulled);
            else WriteText(pulled);
            return 0;
        });
        return command;
    }

    private static void WriteText(PullResult pulled)
    {
        Console.WriteLine($"{pulled.Reference}  commit {pulled.Commit}");
        foreach (PulledFile file in pulled.Files) Console.WriteLine(
            $"  {ByteCount.Text(file.Size),10}  {file.Name}{(file.WasThere ? "  (was there)" : "")}");
        if (pulled.LeftOut.Count > 0) Console.WriteLine($"left out, as Heed does not need it: {string.Join(", ", pulled.LeftOut)}");
        Console.WriteLine(pulled.Folder);
    }

    private static void WriteJson(PullResult pulled) => JsonOutput.Write(json =>
    {
        json.WriteString("repository", pulled.Reference.Repository);
        json.WriteString("revision", pulled.Reference.Revision);
        json.WriteString("commit", pulled.Commit);
        json.WriteString("folder", pulled.Folder);
        json.WriteStartArray("files");
        foreach (PulledFile file in pulled.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("size", file.Size);
            json.WriteBoolean("was_there", file.WasThere);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("left_out");
        foreach (string name in pulled.LeftOut) json.WriteStringValue(name);
        json.WriteEndArray();
    });
}
