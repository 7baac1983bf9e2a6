using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Lens.Roles;

/// <summary>What a model puts around a text, and the tokens a text may be drawn from.</summary>
internal sealed record TokenFrame(int[] Before, int[] After, int[] Ordinary)
{
    /// <summary>Reads it from a tokenizer; a decoder whose tokenizer adds nothing starts with its start token, as in TransformerLens.</summary>
    public static TokenFrame Of(Blueprint blueprint, Tokenizer? tokenizer)
    {
        int[] special = [.. new[] { blueprint.StartToken, blueprint.PaddingToken, blueprint.DecoderStartToken }.OfType<int>(), .. blueprint.EndTokens];
        int[] all = [.. Enumerable.Range(0, Math.Min(blueprint.VocabularySize, tokenizer?.VocabularySize ?? int.MaxValue))];
        int[] ordinary = [.. all.Where(id => !special.Contains(id) && tokenizer?.IsSpecial(id) != true)];
        int[] before = [], after = [];
        if (tokenizer is not null)
        {
            Encoding encoding = tokenizer.Encode("a");
            int first = Array.IndexOf(encoding.SpecialMask, false), last = Array.LastIndexOf(encoding.SpecialMask, false);
            if (first >= 0) (before, after) = (encoding.Ids[..first], encoding.Ids[(last + 1)..]);
        }
        if (before.Length == 0 && blueprint.Direction == Direction.Causal && !blueprint.HasEncoder && blueprint.StartToken is { } start) before = [start];
        return new TokenFrame(before, after, ordinary);
    }

    /// <summary>Tokens inside the frame.</summary>
    public int[] Around(IEnumerable<int> tokens) => [.. Before, .. tokens, .. After];

    /// <summary>Places of the frame in a text of that many tokens.</summary>
    public IReadOnlyList<int> Places(int length) => [.. Enumerable.Range(0, Before.Length), .. Enumerable.Range(length - After.Length, After.Length)];
}
