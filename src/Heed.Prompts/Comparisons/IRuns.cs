using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>Where runs are found by name: result files, a store of runs.</summary>
public interface IRuns
{
    /// <summary>A run; null where there is none of that name.</summary>
    /// <param name="name">A file, or an id.</param>
    /// <exception cref="HeedException">There is one, and it cannot be read.</exception>
    EvalRun? Find(string name);
}
