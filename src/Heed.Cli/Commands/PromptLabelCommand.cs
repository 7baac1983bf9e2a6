using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt label NAME[@VERSION] LABEL</c>: moves a label.</summary>
internal static class PromptLabelCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt") { Description = "NAME for the latest version, or NAME@ and a label, a number, or the beginning of "
            + "a hash." };
        var label = new Argument<string>("label") { Description = "The label, such as production." };
        var remove = new Option<bool>("--remove") { Description = "Take the label away." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("label", "Move a label to a version; every move is kept.") { prompt, label, remove, store.Message, store.Author,
            store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            var registry = new PromptRegistry(opened);
            PromptReference reference = PromptReference.Parse(result.GetValue(prompt)!);
            LabelMove move = store.MoveOf(result, reference.Prompt, result.GetValue(label)!);
            LabelEvent? moved = result.GetValue(remove) ? registry.Remove(move) : registry.Move(move, reference.Which);
            Write(registry, move, moved, result.GetValue(json));
        });
        return command;
    }

    /// <summary>Says what became of a label.</summary>
    public static void Write(PromptRegistry registry, LabelMove move, LabelEvent? moved, bool json)
    {
        if (json)
            JsonOutput.Write(output =>
            {
                output.WriteBoolean("moved", moved is not null);
                if (moved is null) return;
                output.WritePropertyName("event");
                VersionJson.Write(output, moved);
            });
        else if (moved is null) Console.WriteLine($"{move.Label} stands there already.");
        else
        {
            IReadOnlyList<RecordedVersion> versions = registry.Existing(move.Prompt);
            Console.WriteLine($"{moved.Label}: {PromptView.NumberOf(versions, moved.Old)} → {PromptView.NumberOf(versions, moved.New)}");
        }
    }
}
