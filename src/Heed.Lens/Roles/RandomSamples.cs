using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>Samples of random tokens: what heads do with them has nothing to do with what they mean.</summary>
internal static class RandomSamples
{
    private const int LongestCopy = 25, Samples = 4, TextLength = 64;

    /// <summary>Different random tokens twice; none where window or vocabulary are too small for four of them.</summary>
    public static IEnumerable<HeadSample> Repeated(Blueprint blueprint, TokenFrame frame, ulong seed)
    {
        // Behind an encoder the decoder starts with a token of its own, and the source ends as the tokenizer ends it.
        int around = blueprint.HasEncoder ? 1 + frame.Before.Length + frame.After.Length : frame.Before.Length + frame.After.Length;
        int period = Math.Min(LongestCopy, Math.Min(frame.Ordinary.Length, (blueprint.MaxPositions - around) / 2));
        for (int s = 0; s < Samples && period >= 4; s++)
        {
            int[] copy = Different(frame, seed, s, period);
            yield return blueprint.HasEncoder
                ? Twice(new TokenBatch([Start(blueprint), .. copy, .. copy]) { Source = new TokenBatch([.. copy, .. frame.After]) }, 1, period)
                : Twice(new TokenBatch(frame.Around([.. copy, .. copy])), frame.Before.Length, period);
        }
    }

    /// <summary>Different random tokens once, 64 with the frame where there are as many: what stands in for text without a tokenizer.</summary>
    public static IEnumerable<HeadSample> Text(Blueprint blueprint, TokenFrame frame, ulong seed)
    {
        int added = frame.Before.Length + frame.After.Length;
        int count = Math.Min(Math.Min(TextLength, blueprint.MaxPositions) - added, frame.Ordinary.Length);
        for (int s = 0; s < Samples && count > 0; s++)
        {
            int[] tokens = Different(frame, seed, Samples + s, count);
            yield return blueprint.HasEncoder
                ? new HeadSample(HeadSampleKind.Text, new TokenBatch([Start(blueprint), .. tokens[..^1]]) { Source = new TokenBatch(frame.Around(tokens)) })
                : new HeadSample(HeadSampleKind.Text, new TokenBatch(frame.Around(tokens))) { Added = frame.Places(count + added) };
        }
    }

    private static HeadSample Twice(TokenBatch batch, int first, int period) => new(HeadSampleKind.Repeated, batch) { Period = period, First = first };

    /// <summary>The token a decoder behind an encoder starts with.</summary>
    public static int Start(Blueprint blueprint)
        => blueprint.DecoderStartToken ?? throw new HeedException(
            "decoder start: expected a decoder_start_token_id, with which a decoder behind an encoder begins; the model has none.");

    private static int[] Different(TokenFrame frame, ulong seed, int sample, int count)
    {
        var random = new Randomness(seed, stream: 0x48454144, (ulong)sample);
        int[] tokens = [.. frame.Ordinary];
        for (int i = 0; i < count; i++)
        {
            int other = i + random.NextInt(tokens.Length - i);
            (tokens[i], tokens[other]) = (tokens[other], tokens[i]);
        }
        return tokens[..count];
    }
}
