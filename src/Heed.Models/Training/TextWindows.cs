using Heed.Autograd;
using Heed.Models.Tokenizers;

namespace Heed.Models.Training;

/// <summary>
/// Stretches of plain text at random places, with the special tokens around them that the tokenizer puts around every text: each token
/// predicts the next, or masked ones themselves.
/// </summary>
internal sealed class TextWindows : IExampleSource
{
    private readonly int[] _tokens, _before, _after;
    private readonly int _length;
    private readonly int? _maskToken;
    private readonly double _maskRate;
    private readonly ulong _seed;

    /// <summary>Cuts a text.</summary>
    /// <param name="tokens">The whole text, two tokens at least.</param>
    /// <param name="tokenizer">Its template gives the special tokens.</param>
    /// <param name="window">Tokens in a stretch, special ones included.</param>
    /// <param name="maskToken">For an encoder the token that hides others; null for a decoder.</param>
    /// <param name="maskRate">Share of tokens hidden.</param>
    /// <param name="seed">Places and masks follow from it.</param>
    /// <exception cref="HeedException">The window has no room for text.</exception>
    public TextWindows(int[] tokens, Tokenizer tokenizer, int window, int? maskToken, double maskRate, ulong seed)
    {
        Encoding example = tokenizer.Encode("a");
        int first = Array.IndexOf(example.SpecialMask, false), last = Array.LastIndexOf(example.SpecialMask, false);
        (_tokens, _before, _after) = (tokens, example.Ids[..first], example.Ids[(last + 1)..]);
        int special = _before.Length + _after.Length;
        if (window <= special) throw new HeedException($"window: expected more than {special} tokens, which every text has around it; got {window}.");
        _length = Math.Min(window - special, tokens.Length - 1);
        (_maskToken, _maskRate, _seed) = (maskToken, maskRate, seed);
    }

    public TrainingExample Draw(long index, double level)
    {
        var random = new Randomness(_seed, stream: 0x54455854, (ulong)index);
        int start = random.NextInt(_tokens.Length - _length);
        int[] text = _tokens[start..(start + _length)];
        int[] ids = [.. _before, .. text, .. _after];
        var labels = new int[ids.Length];
        var weights = new float[ids.Length];
        Array.Fill(labels, Operations.IgnoredLabel);
        Array.Fill(weights, 1f);
        if (_maskToken is { } mask)
        {
            for (int i = _before.Length; i < _before.Length + _length; i++)
            {
                if (random.NextDouble() >= _maskRate) continue;
                labels[i] = ids[i];
                ids[i] = mask;
            }
        }
        else
        {
            // The start token predicts the first of the stretch, whose last one predicts what follows it in the text.
            for (int i = 0; i < ids.Length - 1; i++) labels[i] = ids[i + 1];
            if (_after.Length == 0) labels[^1] = _tokens[start + _length];
        }
        return new TrainingExample(ids, labels, weights);
    }
}
