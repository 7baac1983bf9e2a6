using System.CommandLine;
using System.Text;
using Heed.Models;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Formats;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace export</c> and, as tests, <c>heed dataset from-traces</c>.</summary>
internal static class TraceExportCommand
{
    public static Command Create() => Create(
        new Command("export", "Write traces to a file: .jsonl with all of each, .csv as a table, .yaml as tests. The oldest come first."),
            TraceFormats.Exports);

    /// <summary>Makes of a command one that writes the traces it finds.</summary>
    public static Command Create(Command command, IReadOnlyList<ITraceFormat> formats)
    {
        string endings = string.Join(", ", formats.Select(format => format.Extensions[0]));
        var text = new Option<string?>("--text") { Description = "Stands in the input, the output or a variable, in any case of its letters." };
        var output = new Option<string?>("--output", "-o") { Description = $"The file; its ending says what is written: {endings}. Standard output "
            + $"where left out, as {formats[0].Extensions[0]}." };
        var (query, store) = (new TraceQueryOptions(int.MaxValue), new StoreOptions());
        query.AddTo(command);
        foreach (Option option in (Option[])[text, output, store.Store]) command.Add(option);
        command.SetAction(result =>
        {
            string? path = result.GetValue(output);
            ITraceFormat format = path is null ? formats[0] : TraceFormats.Of(formats, path);
            TraceQuery asked = query.Read(result, result.GetValue(text));
            using IPromptStore opened = store.Open(result);
            Trace[] traces = [.. opened.Search(asked).Traces.Reverse()];
            if (path is null) format.Write(Console.Out, traces);
            else
            {
                SafeFile.Write(path, stream =>
                {
                    using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
                    format.Write(writer, traces);
                });
                string alike = formats == TraceFormats.Datasets ? "; those of one question and answer are one test" : "";
                Console.Error.WriteLine($"heed: {traces.Length} trace{(traces.Length == 1 ? "" : "s")} written to {path}{(traces.Length == 1 ? "" : alike)}.");
            }
        });
        return command;
    }
}
