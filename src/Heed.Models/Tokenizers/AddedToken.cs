namespace Heed.Models.Tokenizers;

/// <summary>A token that is found in the text itself, before anything is split.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">The text to find.</param>
/// <param name="Special">Left out when decoding without special tokens.</param>
/// <param name="SingleWord">Found only where no letter, digit or underscore touches it.</param>
/// <param name="LeftStrip">Takes in the whitespace before it.</param>
/// <param name="RightStrip">Takes in the whitespace after it.</param>
/// <param name="Normalized">Sought in the normalized text, and its content normalized too.</param>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool SingleWord, bool LeftStrip, bool RightStrip, bool Normalized);
