namespace Heed.Models.Tokenizers;

/// <summary>Each part splits the words of the one before.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> parts) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var current = new List<AlignedText> { text };
        foreach (var part in parts)
        {
            var next = new List<AlignedText>(current.Count);
            part.SplitAll(current, next);
            current = next;
        }

        words.AddRange(current);
    }
}
