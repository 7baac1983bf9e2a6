namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>What a head does on all cases together.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Head">Its number.</param>
/// <param name="Sufficient">The mean share of the difference that moving it from the passing variant into the failing one restores.</param>
/// <param name="Necessary">The mean share that is lost when it is moved the other way.</param>
/// <param name="Moves">Cases among whose fewest moving heads it is.</param>
public sealed record ReasonHeadAnswer(int Layer, int Head, double Sufficient, double Necessary, int Moves);
