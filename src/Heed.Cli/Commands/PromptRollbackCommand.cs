using System.CommandLine;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt rollback NAME LABEL</c>: a label goes back to where it stood before.</summary>
internal static class PromptRollbackCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt") { Description = "The prompt's name." };
        var label = new Argument<string>("label") { Description = "The label, such as production." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("rollback", "Move a label back to where it stood before; twice goes back two places.") { prompt, label, store.Message,
            store.Author, store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            var registry = new PromptRegistry(opened);
            LabelMove move = store.MoveOf(result, result.GetValue(prompt)!, result.GetValue(label)!);
            PromptLabelCommand.Write(registry, move, registry.Rollback(move), result.GetValue(json));
        });
        return command;
    }
}
