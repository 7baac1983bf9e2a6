namespace Heed.Models;

/// <summary>What the outputs of a classification head stand for.</summary>
public enum ProblemKind
{
    /// <summary>One class of several: softmax.</summary>
    SingleLabel,

    /// <summary>Any number of classes, each by itself: sigmoid.</summary>
    MultiLabel,

    /// <summary>Numbers as they are.</summary>
    Regression,
}
