using System.Text;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// The merges that scores of pieces mean: a pair merges when what it makes is a piece, the best score first; of equal scores the longest
/// halves
/// (Hugging Face transformers, convert_slow_tokenizer, generate_merges).
/// </summary>
internal static class GgufMerges
{
    /// <summary>Lists them, first merge first. Marks and bytes take no part.</summary>
    public static IEnumerable<(string Left, string Right)> Of(GgufVocabulary vocabulary, double[] scores)
    {
        var pieces = new Dictionary<string, int>(vocabulary.Tokens.Length, StringComparer.Ordinal);
        for (int id = 0; id < vocabulary.Tokens.Length; id++)
            if (vocabulary.Types[id] is GgufTokenType.Normal or GgufTokenType.Undefined) pieces.TryAdd(vocabulary.Tokens[id], id);
        var halves = pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        var merges = new List<(double Score, string Piece, int Cut, int Left, int Right)>();
        var cuts = new List<(int Cut, int Left, int Right)>();
        foreach ((string piece, int id) in pieces.OrderBy(pair => pair.Value))
        {
            cuts.Clear();
            for (int cut = 1; cut < piece.Length; cut++)
            {
                if (char.IsLowSurrogate(piece[cut])) continue;
                if (halves.TryGetValue(piece.AsSpan(0, cut), out int left) && halves.TryGetValue(piece.AsSpan(cut), out int right))
                    cuts.Add((cut, left, right));
            }
            foreach ((int cut, int left, int right) in cuts.OrderBy(cut => (cut.Left, cut.Right)))
                merges.Add((scores[id], piece, cut, left, right));
        }
        return merges
            .OrderByDescending(merge => merge.Score)
            .ThenByDescending(merge => Characters(merge.Piece.AsSpan(0, merge.Cut)))
            .ThenByDescending(merge => Characters(merge.Piece.AsSpan(merge.Cut)))
            .Select(merge => (merge.Piece[..merge.Cut], merge.Piece[merge.Cut..]));
    }

    private static int Characters(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes()) count++;
        return count;
    }
}
