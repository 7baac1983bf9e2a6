using System.CommandLine;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt</c>: prompts under version.</summary>
internal static class PromptCommand
{
    public static Command Create() => new("prompt", "Prompts under version: record, compare, label, roll back.")
    {
        PromptRecordCommand.Create(), PromptListCommand.Create(), PromptShowCommand.Create(), PromptDiffCommand.Create(), PromptHistoryCommand.Create(),
        PromptLabelCommand.Create(), PromptRollbackCommand.Create(),
    };
}
