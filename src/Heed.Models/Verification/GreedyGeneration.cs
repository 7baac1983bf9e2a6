using System.Text.Json;
using Heed.Autograd;
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
        Blueprint blueprint = model.Transformer.Blueprint;
        int[][] prompts = Rows(item["prompt_ids"]);
        int[][] expected = Rows(item["output_ids"]);
        int[][]? mask = item["attention_mask"].IsNull ? null : Rows(item["attention_mask"]);
        int? end = item["eos_token_id"].IsNull ? null : item["eos_token_id"].Number();
        int length = prompts[0].Length;
        if (prompts.Any(row => row.Length != length) || (mask is not null && (mask.Length != prompts.Length || mask.Any(row => row.Length != length))))
            throw item.Error("expected prompts, and masks if any, of one length");
        int[] padding = [.. prompts.Select((_, b) => mask is null ? 0 : Array.IndexOf(mask[b], 1))];
        if (mask is not null && padding.Where((count, b) => count < 0 || mask[b][count..].Contains(0))
            .Any()) throw item.Error("expected padding on the left only");

        int[][] texts = [.. prompts.Select((prompt, b) => prompt[padding[b]..])];
        int limit = item["max_new_tokens"].Number();
        List<int>[] made = cached ? Cached(model.Transformer, texts, limit, end)
            : [.. texts.Select(text => Uncached(model.Transformer, text, limit, end))];
        // Rows that ended are filled up to the longest.
        int longest = made.Max(row => row.Count);
        int[][] output = [.. made.Select((row, b) => (int[])
        [
            .. blueprint.HasEncoder ? [blueprint.DecoderStartToken!.Value] : prompts[b],
            .. row, .. Enumerable.Repeat(blueprint.PaddingToken ?? end ?? 0, longest - row.Count),
        ])];
        var comparison = new Comparison();
        if (expected.Length != output.Length) comparison.Problem($"output_ids: expected {expected.Length} rows for {output.Length} prompts");
        else
            for (int b = 0; b < output.Length; b++) comparison.Same<int>(output.Length == 1 ? "ids" : $"ids of row {b}", expected[b],
                output[b]);
        return comparison.Outcome();
    }

    private static List<int>[] Cached(Transformer transformer, int[][] texts, int limit, int? end)
    {
        List<int>[] made = [.. texts.Select(_ => new List<int>())];
        foreach (GeneratedToken token in new Generator(transformer) { EndToken = end }.GenerateBatch(texts, limit,
            SamplingOptions.Greedy)) made[token.Row].Add(token.Id);
        return made;
    }

    /// <summary>What <see cref="Generator"/> does not do: one text alone, all of it for every token.</summary>
    private static List<int> Uncached(Transformer transformer, int[] text, int limit, int? end)
    {
        TokenBatch? source = transformer.Blueprint.HasEncoder ? new TokenBatch(text) : null;
        List<int> all = source is null ? [.. text] : [transformer.Blueprint.DecoderStartToken!.Value];
        int start = all.Count;
        while (all.Count - start < limit && (all.Count == start || all[^1] != end))
        {
            using var tape = new Tape(recording: false);
            Tensor hidden = transformer.Hidden(tape, new TokenBatch([.. all]) { Source = source });
            all.Add(Sampler.Likeliest(transformer.TokenLogits(tape, hidden, [all.Count - 1]).Span));
        }
        return all[start..];
    }

    private static int[][] Rows(JsonPart part)
    {
        JsonPart[] items = [.. part.Items()];
        if (items.Length == 0) throw part.Error("expected token ids");
        return items[0].Element.ValueKind == JsonValueKind.Array ? [.. items.Select(row => row.Numbers())] : [part.Numbers()];
    }
}
