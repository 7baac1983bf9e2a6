using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Lens.Metrics;

/// <summary>Where a model gives its answer to a text: behind it, at a mask, at a chosen token, or for the text as a whole.</summary>
public sealed class AnswerPlace
{
    private AnswerPlace(LanguageModel model, ReadText prompt, TokenBatch batch, int? row, int? token)
        => (Model, Prompt, Batch, Row, Token) = (model, prompt, batch, row, token);

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>The text as the model reads it.</summary>
    public ReadText Prompt { get; }

    /// <summary>One text as it runs: of an encoder–decoder the decoder's start, with the text as its source.</summary>
    public TokenBatch Batch { get; }

    /// <summary>The row of the run whose output is the answer; null where the text as a whole is judged.</summary>
    public int? Row { get; }

    /// <summary>The token of the prompt at which it is read; null where that is none of the prompt's.</summary>
    public int? Token { get; }

    /// <summary>Finds it.</summary>
    /// <param name="model">A model with a head.</param>
    /// <param name="prompt">The text.</param>
    /// <param name="at">Of a masked-word model without a mask: the token at whose place the answer is read; null for none. A mask comes first.</param>
    /// <exception cref="HeedException">The model gives no answers, the text is empty or too long, or there is neither a mask nor such a token.</exception>
    public static AnswerPlace Of(LanguageModel model, string prompt, int? at = null)
    {
        Blueprint b = model.Transformer.Blueprint;
        ReadText read = ReadText.Of(model, prompt);
        int[] ids = read.Encoding.Ids;
        var whole = new TokenBatch(ids) { TokenTypes = b.TokenTypes > 1 ? read.Encoding.TypeIds : null };
        switch (b.Head)
        {
            case ModelHead.Language when b.HasEncoder:
                return new(model, read, new TokenBatch([b.DecoderStartToken ?? 0]) { Source = new TokenBatch(ids) }, 0, null);
            case ModelHead.Language: return new(model, read, new TokenBatch(ids), ids.Length - 1, ids.Length - 1);
            case ModelHead.Classification: return new(model, read, whole, null, null);
            case ModelHead.MaskedLanguage:
                string mask = new MaskedWords(model).Mask;
                int place = Array.IndexOf(ids, model.RequireTokenizer().TokenToId(mask)!.Value);
                if (place < 0) place = at ?? throw new HeedException($"at: {model.Name} guesses masked words; expected {mask} in the text, or a token at which to read the answer.");
                if ((uint)place >= (uint)ids.Length) throw new HeedException($"at: expected a token from 0 to {ids.Length - 1}; got {place}.");
                return new(model, read, whole, place, place);
            default: throw new HeedException($"answer: expected a model that answers (a language, masked-word or classification head); {model.Name} has none.");
        }
    }
}
