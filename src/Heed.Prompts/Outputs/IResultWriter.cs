using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>A format of result files, chosen by the file's name; a new one is a new file and a line in <see cref="ResultWriters.All"/>.</summary>
public interface IResultWriter
{
    /// <summary>The names it is for, for people: <c>*.csv</c>.</summary>
    string Names { get; }

    /// <summary>Whether a file of that name is of this format.</summary>
    bool IsFor(string path);

    /// <summary>Writes a run; each file is whole or not there.</summary>
    /// <exception cref="HeedException">A file cannot be written; what was there before is unchanged.</exception>
    void Write(EvalRun run, string path);
}
