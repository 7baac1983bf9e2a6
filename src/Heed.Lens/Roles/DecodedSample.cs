using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Models.Generation;

namespace Heed.Lens.Roles;

/// <summary>Decode steps as one text: a pass over the prompt and what was written after it has the same rows as the steps had.</summary>
internal static class DecodedSample
{
    /// <summary>Lets the model go on greedily.</summary>
    /// <param name="model">A decoder, or an encoder–decoder, which then reads the prompt as its source.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="needle">Where in it the answer stands.</param>
    /// <param name="steps">Tokens to write.</param>
    public static HeadSample Of(Transformer model, int[] prompt, KeyRange needle, int steps)
    {
        bool encoded = model.Blueprint.HasEncoder;
        TokenBatch? source = encoded ? new TokenBatch(prompt) : null;
        List<int> ids = encoded ? [RandomSamples.Start(model.Blueprint)] : [.. prompt];
        var written = new List<(int, int)>();
        for (int step = 0; step < steps; step++)
        {
            using var tape = new Tape(recording: false);
            Tensor hidden = model.Hidden(tape, new TokenBatch([.. ids]) { Source = source });
            int token = Sampler.Likeliest(model.TokenLogits(tape, hidden, [ids.Count - 1]).Span);
            written.Add((ids.Count - 1, token));
            ids.Add(token);
        }
        return new HeadSample(HeadSampleKind.Decoded, new TokenBatch([.. ids[..^1]]) { Source = source }) { Needle = needle, Steps = written };
    }
}
