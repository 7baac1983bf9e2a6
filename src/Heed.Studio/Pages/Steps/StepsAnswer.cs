using Heed.Lens.Steps;

namespace Heed.Studio.Pages.Steps;

/// <summary>One head, number by number.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Its tokens, T of them.</param>
/// <param name="Layers">L.</param>
/// <param name="Heads">Hq.</param>
/// <param name="Layer">The layer that is shown.</param>
/// <param name="Head">The head that is shown.</param>
/// <param name="Word">The token that is followed.</param>
/// <param name="Attention">The attention, such as <c>blocks.3.attn</c>.</param>
/// <param name="IsCausal">Whether a token sees only those before it.</param>
/// <param name="Steps">Every step, in the order of the computation. Of very wide models the rows of wide steps are empty but for the followed token's.</param>
/// <param name="Answer">What the model answers; null for a model that does not answer.</param>
/// <param name="UnknownWords">Words the model did not meet in training; empty where that is not known.</param>
public sealed record StepsAnswer(
    string Model, string Text, IReadOnlyList<SentToken> Tokens, int Layers, int Heads, int Layer, int Head, int Word, string Attention, bool IsCausal,
    IReadOnlyList<HeadStep> Steps, StepAnswer? Answer, IReadOnlyList<string> UnknownWords);
