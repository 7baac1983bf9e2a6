using System.Text.Json;
using Heed.Autograd;
using Heed.Masks;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Generation that always takes the best token: the ids must be equal.</summary>
internal static class GreedyGeneration
{
    /// <summary>Generates and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="item">An entry of "greedy" in expected.json; its prompt is one row, or several of one length with padding on the left.</param>
    /// <param name="cached">With a key-value cache, or by running the whole text for each token.</param>
    public static Outcome Check(LanguageModel model, JsonPart item, bool cached)
    {
        int[][] prompts = Rows(item["prompt_ids"]);
        int[][] expected = Rows(item["output_ids"]);
        int[][]? mask = item["attention_mask"].IsNull ? null : Rows(item["attention_mask"]);
        int? end = item["eos_token_id"].IsNull ? null : item["eos_token_id"].Number();
        int length = prompts[0].Length;
        if (prompts.Any(row => row.Length != length) || (mask is not null && (mask.Length != prompts.Length || mask.Any(row => row.Length != length))))
            throw item.Error("expected prompts, and masks if any, of one length");
        KeyRange[]? real = mask is null ? null : TokenBatch.RealFromMask([.. mask.SelectMany(row => row).Select(bit => (long)bit)], prompts.Length);
        if (real is not null && real.Any(range => range.End != length)) throw item.Error("expected padding on the left only");

        List<int>[] output = [.. prompts.Select(row => row.ToList())];
        int[] padding = [.. prompts.Select((_, b) => real?[b].Start ?? 0)];
        int limit = item["max_new_tokens"].Number();
        if (cached && prompts.Length == 1 && padding[0] == 0)
            output[0].AddRange(new Generator(model.Transformer) { EndToken = end }.Generate(prompts[0], limit, SamplingOptions.Greedy));
        else Append(model.Transformer, output, padding, limit, end, cached);
        var comparison = new Comparison();
        if (expected.Length != output.Length) comparison.Problem($"output_ids: expected {expected.Length} rows for {output.Length} prompts");
        else
            for (int b = 0; b < output.Length; b++) comparison.Same<int>(output.Length == 1 ? "ids" : $"ids of row {b}", expected[b], [.. output[b]]);
        return comparison.Outcome();
    }

    /// <summary>
    /// What <see cref="Generator"/> does not do: several rows, padding, no cache. Appends to the rows until each has its end token, or the
    /// limit is reached; rows that ended are filled up with padding.
    /// </summary>
    private static void Append(Transformer transformer, List<int>[] rows, int[] padding, int limit, int? end, bool cached)
    {
        int batch = rows.Length, first = rows[0].Count;
        var ended = new bool[batch];
        var sampler = new Sampler(SamplingOptions.Greedy);
        using KeyValueCache? cache = cached ? new KeyValueCache(transformer.Blueprint, batch, first + Math.Max(1, limit)) : null;
        for (int step = 0; step < limit && ended.Contains(false); step++)
        {
            int start = cache?.Length ?? 0, total = rows[0].Count;
            using var tape = new Tape(recording: false);
            Tensor hidden = transformer.Hidden(tape, Batch(rows, padding, start), cache);
            int added = total - start;
            Tensor logits = transformer.TokenLogits(tape, hidden, [.. Enumerable.Range(0, batch).Select(b => (b + 1) * added - 1)]);
            for (int b = 0; b < batch; b++)
            {
                int best = sampler.Next(logits.Span.Slice(b * logits.Columns, logits.Columns));
                rows[b].Add(ended[b] ? transformer.Blueprint.PaddingToken ?? end!.Value : best);
                ended[b] |= best == end;
            }
        }
    }

    /// <summary>The tokens from <paramref name="start"/> on; positions count the real tokens.</summary>
    private static TokenBatch Batch(List<int>[] rows, int[] padding, int start)
    {
        int total = rows[0].Count;
        bool padded = padding.Any(count => count > 0);
        return new TokenBatch([.. rows.SelectMany(row => row.Skip(start))], rows.Length)
        {
            Positions = padded ? [.. padding.SelectMany(count => Enumerable.Range(start, total - start).Select(i => Math.Max(0, i - count)))] : null,
            Real = padded ? [.. padding.Select(count => new KeyRange(count, total))] : null,
        };
    }

    private static int[][] Rows(JsonPart part)
    {
        JsonPart[] items = [.. part.Items()];
        if (items.Length == 0) throw part.Error("expected token ids");
        return items[0].Element.ValueKind == JsonValueKind.Array ? [.. items.Select(row => row.Numbers())] : [part.Numbers()];
    }
}
