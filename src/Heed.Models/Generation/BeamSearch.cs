using Heed.Autograd;

namespace Heed.Models.Generation;

/// <summary>
/// Looks for the likeliest continuation by keeping several texts at a time (Lowerre 1976; the form of Hugging Face transformers, whose
/// scores, length penalty and
/// end of the search it shares).
/// </summary>
public sealed class BeamSearch(Transformer model)
{
    /// <summary>The tokens after which a text ends, unless told otherwise the model's own; empty for none.</summary>
    public ValueList<int> EndTokens { get; init; } = model.Blueprint.EndTokens;

    /// <summary>How keys and values of the tokens seen are stored: 16 bits take half the memory, and are rounded.</summary>
    public ElementType Cache { get; init; } = ElementType.Float32;

    /// <summary>Searches.</summary>
    /// <param name="prompt">Token ids, at least one; behind an encoder, what it reads.</param>
    /// <param name="maxTokens">The most tokens to make.</param>
    /// <param name="options">How the search goes.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <returns>The best texts, at most as many as beams, best first.</returns>
    /// <exception cref="HeedException">The model does not generate, the prompt is empty or longer than the window, or an option is out of
    /// range.</exception>
    public IReadOnlyList<BeamText> Search(int[] prompt, int maxTokens, BeamOptions options, CancellationToken cancellation = default)
    {
        Generator.Check(model.Blueprint, [prompt], maxTokens);
        options.Validate();
        if (maxTokens == 0) return [new BeamText([], 0)];
        using var rows = new DecodingRows(model, [prompt], maxTokens, Cache);
        int start = rows.Text(0).Count;
        double[] sums = [0];
        var ended = new List<BeamText>();
        for (int made = 1; ; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double Sum, int Row, int Token)[] candidates = Candidates(rows, sums, options.Beams);
            var going = new List<(double Sum, int Row, int Token)>();
            for (int rank = 0; rank < candidates.Length && going.Count < options.Beams; rank++)
            {
                if (!EndTokens.Contains(candidates[rank].Token)) going.Add(candidates[rank]);
                else if (rank < options.Beams) End(candidates[rank]);
            }
            double bound = candidates[0].Sum / Math.Pow(made, options.LengthPenalty);
            bool done = ended.Count >= options.Beams && (options.EarlyStopping || ended[^1].Score >= bound);
            if (done || going.Count == 0) return ended;
            rows.Select([.. going.Select(beam => beam.Row)]);
            rows.Append([.. going.Select(beam => beam.Token)]);
            sums = [.. going.Select(beam => beam.Sum)];
            if (made < maxTokens && rows.CanRead(0)) continue;
            for (int row = 0; row < sums.Length; row++) Keep(rows.Text(row)[start..], sums[row]);
            return ended;
        }

        void End((double Sum, int Row, int Token) beam) => Keep([.. rows.Text(beam.Row)[start..], beam.Token], beam.Sum);

        // Best first; of equals the older.
        void Keep(IReadOnlyList<int> tokens, double sum)
        {
            var text = new BeamText([.. tokens], sum / Math.Pow(tokens.Count, options.LengthPenalty));
            int place = ended.FindIndex(other => other.Score < text.Score);
            ended.Insert(place < 0 ? ended.Count : place, text);
            if (ended.Count > options.Beams) ended.RemoveAt(options.Beams);
        }
    }

    /// <summary>The best continuations of all rows by one token, best first: enough that as many as beams go on, whatever ends.</summary>
    private (double Sum, int Row, int Token)[] Candidates(DecodingRows rows, double[] sums, int beams)
    {
        using var tape = new Tape(recording: false);
        Tensor logits = rows.Next(tape);
        int count = (int)Math.Min((1L + Math.Max(1, EndTokens.Count)) * beams, (long)logits.Columns * sums.Length);
        var best = new PriorityQueue<(double Sum, int Row, int Token),
            (double Sum, int Row, int Token)>(Comparer<(double Sum, int Row, int Token)>.Create(Worse));
        for (int row = 0; row < sums.Length; row++)
        {
            ReadOnlySpan<float> values = logits.Span.Slice(row * logits.Columns, logits.Columns);
            Sampler.Check(values);
            double total = LogProbabilities.LogSumExp(values);
            for (int token = 0; token < values.Length; token++)
            {
                (double Sum, int Row, int Token) candidate = (sums[row] + values[token] - total, row, token);
                if (best.Count < count) best.Enqueue(candidate, candidate);
                else if (candidate.Sum > best.Peek().Sum) best.EnqueueDequeue(candidate, candidate);
            }
        }
        var ordered = new (double Sum, int Row, int Token)[best.Count];
        for (int i = ordered.Length - 1; i >= 0; i--) ordered[i] = best.Dequeue();
        return ordered;

        // Of equals the earlier row and token is better.
        static int Worse((double Sum, int Row, int Token) a, (double Sum, int Row, int Token) b)
            => a.Sum != b.Sum ? a.Sum.CompareTo(b.Sum) : (b.Row, b.Token).CompareTo((a.Row, a.Token));
    }
}
