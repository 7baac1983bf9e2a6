using Heed.Autograd;

namespace Heed.Models.Training;

/// <summary>Stretches of plain text at random places: each token predicts the next, or masked ones themselves.</summary>
/// <param name="tokens">The whole text.</param>
/// <param name="window">Tokens in a stretch.</param>
/// <param name="maskToken">For an encoder the token that hides others; null for a decoder.</param>
/// <param name="maskRate">Share of tokens hidden.</param>
/// <param name="seed">Places and masks follow from it.</param>
internal sealed class TextWindows(int[] tokens, int window, int? maskToken, double maskRate, ulong seed) : IExampleSource
{
    public TrainingExample Draw(long index, double level)
    {
        var random = new Randomness(seed, stream: 0x54455854, (ulong)index);
        int length = Math.Min(window, tokens.Length - 1);
        int start = random.NextInt(tokens.Length - length);
        int[] ids = tokens[start..(start + length)];
        var labels = new int[length];
        var weights = new float[length];
        Array.Fill(weights, 1f);
        for (int i = 0; i < length; i++)
        {
            bool hide = maskToken is null || random.NextDouble() < maskRate;
            labels[i] = maskToken is null ? tokens[start + i + 1] : hide ? ids[i] : Operations.IgnoredLabel;
            if (maskToken is { } mask && hide) ids[i] = mask;
        }
        return new TrainingExample(ids, labels, weights);
    }
}
