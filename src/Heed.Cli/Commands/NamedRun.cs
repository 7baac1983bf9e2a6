using Heed.Prompts.Comparisons;
using Heed.Prompts.Runs;

namespace Heed.Cli.Commands;

/// <summary>Runs by what people call them.</summary>
internal static class NamedRun
{
    /// <summary>A run.</summary>
    /// <param name="name">A results file, the id of a run, or latest.</param>
    /// <param name="runs">Where runs are kept.</param>
    /// <exception cref="HeedException">There is none of that name.</exception>
    public static EvalRun Find(string name, RunFolder runs)
        => new RunFiles().Find(name) ?? runs.Find(name) ?? throw new HeedException($"run: expected a results file, the id of a run, or latest; got '{name}'.");
}
