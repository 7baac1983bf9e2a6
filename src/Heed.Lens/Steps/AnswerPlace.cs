using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Lens.Steps;

/// <summary>Where a model's answer to a text is read.</summary>
internal static class AnswerPlace
{
    /// <summary>The reader of that place; null for a model without a head that answers.</summary>
    /// <exception cref="HeedException">There is no such token, or the answer does not belong to one.</exception>
    public static AnswerReader? Of(HeadContext context, ReadText read, int? at)
    {
        Blueprint b = context.Blueprint;
        if (at is { } token && (uint)token >= (uint)read.Length) throw new HeedException($"at: expected a token from 0 to {read.Length - 1}; got {token}.");
        if (b.Head == ModelHead.None) return null;
        if (at is not null && (b.HasEncoder || b.Head == ModelHead.Classification))
            throw new HeedException($"at: {context.Model.Name} answers to the whole text, not at a token of it. Leave the token out.");
        if (b.Head == ModelHead.Classification) return new AnswerReader(context, null, null, "the class of the text");
        if (b.HasEncoder) return new AnswerReader(context, 0, null, "the answer's first token");
        int place = at ?? (b.Head == ModelHead.Language ? read.Length - 1 : Masked(context.Model, read));
        string words = b.Head == ModelHead.Language ? $"the token after {place} {read.Show(place)}" : $"the word at {place} {read.Show(place)}";
        return new AnswerReader(context, place, place, words);
    }

    private static int Masked(LanguageModel model, ReadText read)
    {
        int mask = model.RequireTokenizer().TokenToId(new MaskedWords(model).Mask)!.Value, first = Array.IndexOf(read.Encoding.Ids, mask);
        return first >= 0 ? first : Math.Max(0, Array.FindLastIndex(read.Encoding.SpecialMask, special => !special));
    }
}
