namespace Heed.Models.Training.TinyEnglish;

/// <summary>Which side of the held-out rule a sentence comes from.</summary>
public enum Split
{
    /// <summary>Sentences a model may learn from.</summary>
    Training,

    /// <summary>Sentences for measuring: they share no held-out pair and no free text with training.</summary>
    HeldOut,
}
