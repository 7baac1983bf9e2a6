namespace Heed.Lens.Steps;

/// <summary>One of the terms a number is the sum of.</summary>
/// <param name="Label">Which: the number of a dimension, or a token.</param>
/// <param name="Left">The first factor; of a softmax the score. Null for a pair that is masked.</param>
/// <param name="Right">The second factor; null where there is none.</param>
/// <param name="Value">What is added: the product; of a softmax the exponential of the score less the row's largest.</param>
public sealed record NumberTerm(string Label, double? Left, double? Right, double Value);
