namespace Heed.Models;

/// <summary>How a row is normalized.</summary>
public enum NormKind
{
    /// <summary>Mean taken out, divided by the deviation, times a gain, plus a bias.</summary>
    Layer,

    /// <summary>Divided by the root mean square, times a gain.</summary>
    RootMeanSquare,

    /// <summary>The same with a gain of 1 + what the file holds: Gemma.</summary>
    RootMeanSquarePlusOne,
}
