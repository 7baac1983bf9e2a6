using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>Runs in result files.</summary>
public sealed class RunFiles : IRuns
{
    /// <inheritdoc/>
    public EvalRun? Find(string name) => File.Exists(name) ? ResultsReader.Read(name) : null;
}
