namespace Heed.Studio.Pages.About;

/// <summary>What the studio is.</summary>
/// <param name="Version">Of Heed.</param>
/// <param name="Models">The models there are; the first is the one to begin with.</param>
/// <param name="TextLength">The most characters a text may have.</param>
public sealed record AboutAnswer(string Version, IReadOnlyList<NamedModel> Models, int TextLength);
