using System.CommandLine;
using Heed.Prompts.Traces.Formats;

namespace Heed.Cli.Commands;

/// <summary><c>heed dataset</c>: tests made of what was kept.</summary>
internal static class DatasetCommand
{
    public static Command Create() => new("dataset", "Data sets made of traces.")
    {
        TraceExportCommand.Create(
            new Command("from-traces", "Write traces as tests that 'heed eval' reads: variables, the output as what is expected, and the trace's id. "
                + "The oldest come first."),
            TraceFormats.Datasets),
    };
}
