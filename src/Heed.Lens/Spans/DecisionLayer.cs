using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Spans;

/// <summary>
/// From which layer on an answer leads: what stands in the residual stream after each layer is read through the final norm and the unembedding, as the last one
/// is (logit lens; nostalgebraist, "interpreting GPT: the logit lens", 2020).
/// </summary>
/// <remarks>
/// Early layers may hold an answer in a basis of their own that the unembedding does not read (Belrose et al. 2023): a late layer here does not prove that
/// nothing was known before.
/// </remarks>
/// <param name="Layer">The first layer from which on every token of the answer leads to the end; −1 where it does not lead at the end.</param>
/// <param name="Readings">[L][tokens of the answer], each token given those before it.</param>
public sealed record DecisionLayer(int Layer, IReadOnlyList<IReadOnlyList<LayerReading>> Readings)
{
    /// <summary>Reads every layer, in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <exception cref="HeedException">The answer does not fit the window, a logit is no number, or the text is too long for what is kept of it.</exception>
    public static DecisionLayer Of(AskedText text, int[] answer)
    {
        Transformer model = text.Model.Transformer;
        TokenBatch batch = text.Batch(answer);
        int[] rows = text.Rows(answer);
        int layers = model.Blueprint.Layers;
        using var run = Recording.Of(model, batch, ["blocks.*.resid_post"]);
        var readings = new IReadOnlyList<LayerReading>[layers];
        for (int layer = 0; layer < layers; layer++)
        {
            using var tape = new Tape(recording: false);
            Tensor hidden = model.Resume(tape, batch, new ResumePoint(layers, run[$"blocks.{layer}.resid_post"]));
            Tensor logits = model.TokenLogits(tape, hidden, rows);
            Tensor logs = Operations.LogSoftmax(tape, logits);
            readings[layer] = [.. answer.Select((token, i) => Read(logs.Span.Slice(i * logs.Columns, logs.Columns), token))];
        }
        int first = layers;
        while (first > 0 && readings[first - 1].All(reading => reading.Rank == 0)) first--;
        return new DecisionLayer(first < layers ? first : -1, readings);
    }

    private static LayerReading Read(ReadOnlySpan<float> logs, int token)
    {
        (int rank, int leader) = (0, 0);
        for (int other = 0; other < logs.Length; other++)
        {
            if (!float.IsFinite(logs[other])) throw new HeedException($"logits: expected numbers; got {logs[other]} for token {other}. The model's "
                + "weights are damaged.");
            if (other != token && logs[other] >= logs[token]) rank++;
            if (logs[other] > logs[leader]) leader = other;
        }
        return new LayerReading(logs[token], rank, leader);
    }
}
