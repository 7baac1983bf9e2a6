using Heed.Lens.Consequences;
using Heed.Models;

namespace Heed.Lens.Faith;

/// <summary>Scores of tokens, held against the truth.</summary>
internal static class WordScores
{
    /// <summary>Tokens behind the true word that may have taken it in and stand for it.</summary>
    public const int Near = 3;

    /// <summary>How far behind the true word the highest score is: 0 on it, 1 … on a token after it, −1 anywhere else. Of the words of the text alone: tokens the model adds, and the answering token itself, are left out.</summary>
    public static int Distance(FaithSentence sentence, Direction direction, float[] scores)
    {
        int[] tokens = Candidates(sentence, direction);
        int best = tokens[0];
        foreach (int token in tokens)
            if (scores[token] > scores[best]) best = token;
        if (sentence.Truth.Contains(best)) return 0;
        int behind = best - sentence.Truth[^1];
        return behind is > 0 and <= Near ? behind : -1;
    }

    /// <summary>Rank correlation of two methods over these words; null where one says the same of all.</summary>
    public static double? Correlation(FaithSentence sentence, Direction direction, float[] scores, float[] measured)
    {
        int[] tokens = Candidates(sentence, direction);
        return RankCorrelation.Of([.. tokens.Select(t => scores[t])], [.. tokens.Select(t => measured[t])]);
    }

    private static int[] Candidates(FaithSentence sentence, Direction direction)
    {
        (int[] ids, int query) = (sentence.Run.Batch.Ids, sentence.Run.Metric.Rows[0]);
        // In an encoder the other masks of an answer are no words either.
        return [.. Enumerable.Range(0, ids.Length).Where(
            t => t != query && sentence.Read.WordOf.ElementAtOrDefault(t) >= 0 && (direction == Direction.Causal || ids[t] != ids[query]))];
    }
}
