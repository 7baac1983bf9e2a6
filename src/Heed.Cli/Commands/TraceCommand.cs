using System.CommandLine;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace</c>: what was kept of calls of models.</summary>
internal static class TraceCommand
{
    public static Command Create() => new("trace", "Traces of calls: find, show, note, replay, export.")
    {
        TraceSearchCommand.CreateList(), TraceShowCommand.Create(), TraceSearchCommand.CreateSearch(), TraceNoteCommand.Create(), TraceReplayCommand.Create(),
        TraceExportCommand.Create(), TraceVerifyCommand.Create(),
    };
}
