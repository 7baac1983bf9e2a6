using Heed.Lens;

namespace Heed.Studio.Pages;

/// <summary>A token, for pages.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Text">How it is shown.</param>
/// <param name="Start">Its first character in the text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Word">The word it belongs to; −1 where the model adds it.</param>
/// <param name="IsAdded">Whether the model adds it.</param>
/// <param name="IsSink">Whether attention to it counts as sink.</param>
/// <param name="SpaceBefore">Whether white space stands before it.</param>
public sealed record SentToken(int Id, string Text, int Start, int End, int Word, bool IsAdded, bool IsSink, bool SpaceBefore)
{
    /// <summary>The tokens of a text.</summary>
    public static IReadOnlyList<SentToken> Of(ReadText read)
    {
        bool adds = read.Encoding.SpecialMask.Contains(true);
        return [.. Enumerable.Range(0, read.Length).Select(i =>
        {
            (int start, int end) = read.Encoding.Offsets[i];
            bool added = read.Encoding.SpecialMask[i];
            bool space = added || start == 0 || char.IsWhiteSpace(read.Text[start - 1]) || start < read.Text.Length && char.IsWhiteSpace(read.Text[start]);
            return new SentToken(read.Encoding.Ids[i], read.Show(i), start, end, read.WordOf[i], added, adds ? added : i == 0, space);
        })];
    }
}
