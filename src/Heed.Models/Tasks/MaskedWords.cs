using Heed.Autograd;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tasks;

/// <summary>Guesses the words behind the mask tokens of a text.</summary>
public sealed class MaskedWords(LanguageModel model)
{
    private static readonly string[] s_masks = ["[MASK]", "<mask>"];

    /// <summary>The mask token as the model's tokenizer writes it.</summary>
    /// <exception cref="HeedException">The model has no masked-language head, or its tokenizer no mask token.</exception>
    public string Mask
    {
        get
        {
            if (model.Transformer.Blueprint.Head != ModelHead.MaskedLanguage)
                throw new HeedException(
                    $"fill: expected a model with a masked-language head; {model.Name} has {model.Transformer.Blueprint.Head}.");
            Tokenizer tokenizer = model.RequireTokenizer();
            return s_masks.FirstOrDefault(mask => tokenizer.TokenToId(mask) is not null)
                ?? throw new HeedException(
                    $"fill: expected a tokenizer with a mask token, {string.Join(" or ", s_masks)}; that of {model.Name} has none.");
        }
    }

    /// <summary>The likeliest words for each mask of a text.</summary>
    /// <param name="text">A text with at least one mask token.</param>
    /// <param name="count">Words a mask.</param>
    /// <param name="truncate">Whether a text longer than the window is cut, rather than refused.</param>
    /// <returns>For each mask in order, the words, likeliest first.</returns>
    /// <exception cref="HeedException">The model does not guess words, the text has no mask, or it is too long.</exception>
    public IReadOnlyList<IReadOnlyList<MaskedWord>> Fill(string text, int count, bool truncate = false)
    {
        string mask = Mask;
        if (count < 1) throw new HeedException($"top: expected a whole number of at least 1; got {count}.");
        Tokenizer tokenizer = model.RequireTokenizer();
        (int[] ids, int[] types) = FittedText.Of(model, tokenizer.Encode(text), model.Transformer.Blueprint.MaxPositions, truncate,
            keepEnd: false);
        int id = tokenizer.TokenToId(mask)!.Value;
        int[] places = [.. Enumerable.Range(0, ids.Length).Where(i => ids[i] == id)];
        if (places.Length == 0) throw new HeedException(
            $"fill: expected the mask token {mask} where a word is to be guessed; the text has none.");
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Transformer.Hidden(tape, new TokenBatch(ids) { TokenTypes = model.Transformer.TypesFor(types) });
        Tensor logits = model.Transformer.TokenLogits(tape, hidden, places);
        return [.. places.Select((_, i) => Likeliest(tokenizer, logits.Span.Slice(i * logits.Columns, logits.Columns), count))];
    }

    private static MaskedWord[] Likeliest(Tokenizer tokenizer, ReadOnlySpan<float> logits, int count)
    {
        Sampler.Check(logits);
        double total = LogProbabilities.LogSumExp(logits);
        float[] values = logits.ToArray();
        return [.. Enumerable.Range(0, values.Length).OrderByDescending(token => values[token]).Take(count)
            .Select(token => new MaskedWord(token, tokenizer.Decode([token], skipSpecialTokens: false).Trim(),
                Math.Exp(values[token] - total)))];
    }
}
