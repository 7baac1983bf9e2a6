using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Generation;

namespace Heed.Lens.Patching;

/// <summary>Two prompts of the same number of tokens that ask the same question, and differ in what decides it: a trophy that is too big, and one that is too small.</summary>
/// <param name="Clean">The prompt whose answer is explained.</param>
/// <param name="Corrupt">The other one, with the same answers.</param>
public sealed record PromptPair(Question Clean, Question Corrupt)
{
    /// <summary>Makes a pair.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clean">The prompt.</param>
    /// <param name="corrupt">The other prompt.</param>
    /// <param name="answer">The answer; the model's own likeliest for <paramref name="clean"/> where null.</param>
    /// <param name="other">The answer it is held against; the likeliest for <paramref name="corrupt"/> where null.</param>
    /// <param name="at">Of a masked-word model without a mask: the token of both at whose place the answer is read; null for none.</param>
    /// <exception cref="HeedException">The prompts have not the same number of tokens, are equal, or the model gives both the same answer.</exception>
    public static PromptPair Of(LanguageModel model, string clean, string corrupt, string? answer, string? other, int? at = null)
    {
        if (answer is null != other is null) throw new HeedException("answer: expected both --answer and --other, or neither: the model's own answers are taken then.");
        Align(ReadText.Of(model, clean), ReadText.Of(model, corrupt));
        PromptPair pair = answer is null ? OfItsOwn(model, clean, corrupt)
            : new PromptPair(Question.Of(model, clean, answer, other, at), Question.Of(model, corrupt, answer, other, at));
        for (int r = 0; r < pair.Clean.Runs.Count; r++)
            if (pair.Clean.Runs[r].Batch.Length != pair.Corrupt.Runs[r].Batch.Length || !pair.Clean.Runs[r].Metric.Rows.SequenceEqual(pair.Corrupt.Runs[r].Metric.Rows))
                throw new HeedException("prompts: expected the answer at the same place of both; it stands at another.");
        return pair;
    }

    /// <summary>Positions of the prompt where the two have other tokens.</summary>
    public IReadOnlyList<int> Differences
        => [.. Enumerable.Range(0, Clean.Prompt.Length).Where(i => Clean.Prompt.Encoding.Ids[i] != Corrupt.Prompt.Encoding.Ids[i])];

    private static void Align(ReadText clean, ReadText corrupt)
    {
        int[] a = clean.Encoding.Ids, b = corrupt.Encoding.Ids;
        int start = a.AsSpan().CommonPrefixLength(b);
        if (a.Length == b.Length)
        {
            if (start == a.Length) throw new HeedException("prompts: expected two that differ; both are the same tokens.");
            return;
        }
        int end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        throw new HeedException(
            $"prompts: expected as many tokens in both, so that each has its place; the first has {a.Length}, the second {b.Length}. They part at token {start}: "
            + $"{Show(clean, start, a.Length - end)} against {Show(corrupt, start, b.Length - end)}. Replace words by others of as many tokens.");

        static string Show(ReadText read, int from, int to)
            => to <= from ? "nothing" : "'" + string.Join(' ', Enumerable.Range(from, Math.Min(8, to - from)).Select(read.Show)) + (to - from > 8 ? " …" : "") + $"' ({to - from} {(to - from == 1 ? "token" : "tokens")})";
    }

    /// <summary>The pair told apart by the tokens the model itself would give, whatever words they make.</summary>
    private static PromptPair OfItsOwn(LanguageModel model, string clean, string corrupt)
    {
        int[] first = [Likeliest(model, clean)], second = [Likeliest(model, corrupt)];
        if (first[0] == second[0])
            throw new HeedException(
                $"other: the model answers both prompts with '{AnswerTokens.Show(model, first)}'; "
                + "say which answers are to be told apart with --answer and --other.");
        return new PromptPair(Question.OfTokens(model, clean, first, second), Question.OfTokens(model, corrupt, first, second));
    }

    private static int Likeliest(LanguageModel model, string prompt)
    {
        if (model.Transformer.Blueprint.Head != ModelHead.Language)
            throw new HeedException($"answer: expected --answer and --other for {model.Name}; only a model that continues texts has an answer of its own.");
        int[] ids = model.RequireTokenizer().Encode(prompt).Ids;
        return new Generator(model.Transformer).Generate(ids, 1, SamplingOptions.Greedy).First();
    }
}
