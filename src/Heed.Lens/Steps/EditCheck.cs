namespace Heed.Lens.Steps;

/// <summary>Refuses edits that make no sense for a text.</summary>
internal static class EditCheck
{
    /// <summary>Checks one.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="length">Tokens of the text.</param>
    /// <param name="queries">Tokens queries come from.</param>
    /// <param name="keys">Tokens keys come from.</param>
    /// <param name="values">Tokens values come from.</param>
    /// <exception cref="HeedException">A token is not there, a number is none, or texts do not fit each other.</exception>
    public static void Check(StepsEdit edit, int length, int queries, int keys, int values)
    {
        if (queries != length)
            throw new HeedException($"other: queries of another text need one of as many tokens, {length}; it has {queries}. Choose another text, or take "
                + $"keys and values from it.");
        if (keys != values)
            throw new HeedException($"other: keys and values belong together; got {keys} keys and {values} values. Take both from the other text, or choose "
                + $"one of {length} tokens.");
        if (!Enum.IsDefined(edit.Mask)) throw new HeedException($"mask: expected one of {string.Join(", ", Enum.GetNames<StepMask>())}; got {edit.Mask}.");
        if ((edit.Parts & ~(OtherParts.Queries | OtherParts.KeysAndValues)) != 0)
            throw new HeedException($"parts: expected any of {string.Join(", ", Enum.GetNames<OtherParts>())}; got {edit.Parts}.");
        if (edit.Mask == StepMask.Window && edit.Window is not >= 1) throw new HeedException($"window: expected a number of tokens of at least 1; got "
            + $"{edit.Window?.ToString() ?? "none"}.");
        foreach (ChangedScore score in edit.Scores)
        {
            Pair(score.Query, score.Key);
            if (!double.IsFinite(score.Score) || Math.Abs(score.Score) > float.MaxValue) throw new HeedException($"score: expected a finite number; got "
                + $"{score.Score}. To remove a pair, cut it.");
        }
        foreach (TokenPair cut in edit.Cuts) Pair(cut.Query, cut.Key);

        void Pair(int query, int key)
        {
            if ((uint)query >= (uint)queries || (uint)key >= (uint)keys)
                throw new HeedException($"pair: expected a query from 0 to {queries - 1} and a key from 0 to {keys - 1}; got {query} and {key}.");
        }
    }
}
