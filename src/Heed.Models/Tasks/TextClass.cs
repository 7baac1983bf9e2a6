namespace Heed.Models.Tasks;

/// <summary>A class and what a model says of it.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Score">A probability; of a regression, the number itself.</param>
public sealed record TextClass(string Label, double Score);
