namespace Heed.Studio.Pages.Heads;

/// <summary>What the causal test was made on.</summary>
/// <param name="Asked">Sentences.</param>
/// <param name="Right">Those that the model answers right, which count.</param>
/// <param name="Margin">How far the answer's logit stands above the best other word's with every head in place, the mean over them.</param>
public sealed record RelianceAnswer(int Asked, int Right, double Margin);
