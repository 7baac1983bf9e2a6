using System.Text;
using Heed.Prompts.Outputs.Results;
using Heed.Prompts.Runs;

namespace Heed.Cli.Commands;

/// <summary>A run on standard output, as <c>-o results.json</c> writes it.</summary>
internal static class EvalJson
{
    /// <summary>Writes it.</summary>
    public static void Write(EvalRun run)
    {
        using var bytes = new MemoryStream();
        JsonResultWriter.Write(run, bytes);
        Console.Out.Write(Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
