namespace Heed.Models.Training;

/// <summary>One text to learn from.</summary>
/// <param name="Ids">Tokens the model is given.</param>
/// <param name="Labels">For each of them the token to predict, or <see cref="Autograd.Operations.IgnoredLabel"/>.</param>
/// <param name="Weights">How much each prediction counts.</param>
public sealed record TrainingExample(int[] Ids, int[] Labels, float[] Weights);
