using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt show NAME[@VERSION]</c>: a version's text.</summary>
internal static class PromptShowCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt") { Description = "NAME, or NAME@ and a label, a number, or the beginning of a hash." };
        var store = new StoreOptions();
        var text = new Option<bool>("--text") { Description = "Print the text alone, to the last byte." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "Show a version of a prompt.") { prompt, text, store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            var registry = new PromptRegistry(opened);
            RecordedVersion version = registry.Resolve(PromptReference.Parse(result.GetValue(prompt)!));
            if (result.GetValue(json))
                JsonOutput.Write(output =>
                {
                    output.WritePropertyName("version");
                    VersionJson.Write(output, version);
                });
            else if (result.GetValue(text)) Console.Out.Write(version.Content.Text);
            else
            {
                PromptView.Head(version, registry.Labels(version.Prompt));
                Console.WriteLine(version.Content.Text.TrimEnd('\n'));
            }
        });
        return command;
    }
}
