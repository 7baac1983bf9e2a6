using Heed.Prompts.Outputs.Results;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>All formats of result files. The first that is for a name writes it.</summary>
public static class ResultWriters
{
    /// <summary>The formats; narrower names stand before wider ones.</summary>
    public static IReadOnlyList<IResultWriter> All { get; } =
    [
        new ScenarioResultWriter(), new JUnitResultWriter(), new JsonLinesResultWriter(), new JsonResultWriter(), new YamlResultWriter(), new CsvResultWriter(),
        new XmlResultWriter(), new HtmlResultWriter(),
    ];

    /// <summary>The format of a name; asked before a run, so that a wrong name costs no work.</summary>
    /// <exception cref="HeedException">There is none for it.</exception>
    public static IResultWriter For(string path)
        => All.FirstOrDefault(writer => writer.IsFor(path))
            ?? throw new HeedException($"{path}: expected the name of a result file, {string.Join(", ", All.Select(writer => writer.Names))}.");

    /// <summary>Writes a run as the name says; folders that are not there are made.</summary>
    /// <exception cref="HeedException">There is no format for the name, or the file cannot be written.</exception>
    public static void Write(EvalRun run, string path) => For(path).Write(run, path);
}
