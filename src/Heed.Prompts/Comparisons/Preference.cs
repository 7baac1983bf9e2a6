namespace Heed.Prompts.Comparisons;

/// <summary>What is found of a variant beside its base.</summary>
public enum Preference
{
    /// <summary>It is better, beyond chance.</summary>
    Better,

    /// <summary>It is worse, beyond chance.</summary>
    Worse,

    /// <summary>The cases do not decide it.</summary>
    Inconclusive,

    /// <summary>There are too few cases for any verdict: look at them.</summary>
    TooFew,

    /// <summary>Values of two runs cannot be told apart from the moments they ran at: columns of one run can.</summary>
    NeedsOneRun,
}
