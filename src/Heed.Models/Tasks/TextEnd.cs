namespace Heed.Models.Tasks;

/// <summary>Why a generated text ended.</summary>
public enum TextEnd
{
    /// <summary>The model ended it.</summary>
    EndToken,

    /// <summary>One of the texts asked for came; it is not part of what was yielded.</summary>
    StopText,

    /// <summary>There are as many tokens as were asked for at most.</summary>
    MaxTokens,

    /// <summary>The model's window is full.</summary>
    Window,
}
