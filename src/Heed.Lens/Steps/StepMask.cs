namespace Heed.Lens.Steps;

/// <summary>Which keys a query sees.</summary>
public enum StepMask
{
    /// <summary>Those of the model's own mask; all of another text's.</summary>
    Own,

    /// <summary>Itself and what stands before it. Keys of another text: as if both began together.</summary>
    Causal,

    /// <summary>All.</summary>
    Bidirectional,

    /// <summary>The keys nearer than <see cref="StepsEdit.Window"/>: of a causal model before it, else on both sides.</summary>
    Window,
}
