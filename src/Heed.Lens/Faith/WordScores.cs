using Heed.Lens.Consequences;

namespace Heed.Lens.Faith;

/// <summary>Scores of tokens, held against the truth.</summary>
internal static class WordScores
{
    /// <summary>Whether the highest score is the true word's, among the words of the text: tokens the model adds, and the answering token itself, are left out.</summary>
    public static bool NamesTruth(FaithCase sentence, float[] scores)
    {
        int[] tokens = Candidates(sentence);
        int best = tokens[0];
        foreach (int token in tokens)
            if (scores[token] > scores[best]) best = token;
        return sentence.Sentence.Truth.Contains(best);
    }

    /// <summary>Rank correlation of two methods over these words; null where one says the same of all.</summary>
    public static double? Correlation(FaithCase sentence, float[] scores, float[] measured)
    {
        int[] tokens = Candidates(sentence);
        return RankCorrelation.Of([.. tokens.Select(t => scores[t])], [.. tokens.Select(t => measured[t])]);
    }

    private static int[] Candidates(FaithCase sentence)
        => [.. Enumerable.Range(0, sentence.Run.Batch.Length).Where(t => t != sentence.Query && sentence.Sentence.Read.WordOf.ElementAtOrDefault(t) >= 0
            && (t < sentence.Query || !IsMask(sentence, t)))];

    private static bool IsMask(FaithCase sentence, int token) => sentence.Run.Batch.Ids[token] == sentence.Run.Batch.Ids[sentence.Query] && !sentence.Model.Blueprint.Direction.Equals(Models.Direction.Causal);
}
