using Heed.Models.Weights;

namespace Heed.Models;

/// <summary>How a model is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>Reads weights as they are stored.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>Copies weights as float32, for training.</summary>
    public static LoadOptions ForTraining { get; } = new() { Weights = WeightUse.Own };

    /// <summary>What becomes of the weights.</summary>
    public WeightUse Weights { get; init; } = WeightUse.AsStored;

    /// <summary>Is told after every weight; null for nobody.</summary>
    public IProgress<LoadProgress>? Progress { get; init; }
}

/// <summary>How far loading has come.</summary>
/// <param name="Done">Weights that are there.</param>
/// <param name="All">Weights there will be.</param>
public sealed record LoadProgress(int Done, int All);
