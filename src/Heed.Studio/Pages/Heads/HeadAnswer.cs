namespace Heed.Studio.Pages.Heads;

/// <summary>What a head does.</summary>
/// <param name="Site">Which attention: <c>blocks.N.attn</c>.</param>
/// <param name="Stack">Where it stands: <c>self</c>, or of an encoder–decoder <c>encoder</c>, <c>decoder</c> or <c>cross</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="MainRole">The role that says most; null where it has none.</param>
/// <param name="Roles">All roles it has.</param>
/// <param name="Scores">Every measure that says something of it.</param>
/// <param name="Offsets">[bins of <see cref="HeadsAnswer.Offsets"/>]: the mean share of its attention at each offset; null of cross-attention.</param>
/// <param name="Loss">What right answers lose without it, in logits; null where that was not measured.</param>
public sealed record HeadAnswer(
    string Site, string Stack, int Layer, int Head, string? MainRole, IReadOnlyList<string> Roles, IReadOnlyList<ScoreAnswer> Scores, double[]? Offsets, LossAnswer? Loss);
