using Heed.Autograd;
using Heed.Models.Tokenizers;
using Heed.Models.Weights.Gguf;

namespace Heed.Models.Tasks;

/// <summary>Turns sentences into vectors whose cosines say how near they are.</summary>
/// <param name="model">The model; owned.</param>
/// <param name="plan">How its folder wants it.</param>
public sealed class SentenceEmbedder(LanguageModel model, EmbeddingPlan plan) : IDisposable
{
    private const int TextsAtOnce = 32;

    /// <summary>The model.</summary>
    public LanguageModel Model => model;

    /// <summary>How its folder wants sentences embedded.</summary>
    public EmbeddingPlan Plan => plan;

    /// <summary>Numbers of a vector.</summary>
    public int Width => model.Transformer.Blueprint.Width;

    /// <summary>Loads a folder: a model alone, or one with modules.json; or a GGUF file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported.</exception>
    public static SentenceEmbedder Load(string path, LoadOptions? options = null) => Read(path, options, CancellationToken.None);

    internal static SentenceEmbedder Read(string path, LoadOptions? options, CancellationToken cancellation)
    {
        if (GgufModel.Find(path) is { } file) return new SentenceEmbedder(GgufModel.Read(file, options, cancellation), GgufPooling.Read(file));
        EmbeddingPlan plan = Directory.Exists(path) ? EmbeddingPlan.Read(path) : new EmbeddingPlan();
        string place = plan.ModelPath.Length > 0 ? Path.Combine(path, plan.ModelPath) : path;
        return new SentenceEmbedder(ModelFolder.Read(place, options, cancellation), plan);
    }

    /// <summary>Embeds sentences, computed together.</summary>
    /// <param name="texts">The sentences.</param>
    /// <param name="truncate">Whether longer ones than the window are cut, rather than refused.</param>
    /// <returns>A vector each, [<see cref="Width"/>].</returns>
    /// <exception cref="HeedException">The model has no hidden state of one stack or no tokenizer, or a text is empty or too
    /// long.</exception>
    public float[][] Embed(IReadOnlyList<string> texts, bool truncate = false) => Embed(texts, truncate, out _, CancellationToken.None);

    /// <summary>Embeds sentences, computed together, and counts their tokens.</summary>
    /// <param name="texts">The sentences.</param>
    /// <param name="truncate">Whether longer ones than the window are cut, rather than refused.</param>
    /// <param name="tokens">How many tokens were read, those the model adds included.</param>
    /// <param name="cancellation">Stops between sets of 32 sentences.</param>
    /// <returns>A vector each, [<see cref="Width"/>].</returns>
    /// <exception cref="HeedException">The model has no hidden state of one stack or no tokenizer, or a text is empty or too
    /// long.</exception>
    public float[][] Embed(IReadOnlyList<string> texts, bool truncate, out long tokens, CancellationToken cancellation)
    {
        tokens = 0;
        Transformer transformer = model.Transformer;
        Blueprint blueprint = transformer.Blueprint;
        if (blueprint.HasEncoder) throw new HeedException($"embed: expected a model of one stack; {model.Name} is an encoder–decoder.");
        if (texts.Count == 0) return [];
        if (texts.Any(string.IsNullOrWhiteSpace)) throw new HeedException("text: expected some words; got an empty text.");
        Tokenizer tokenizer = model.RequireTokenizer();
        int most = Math.Min(blueprint.MaxPositions, plan.MaxTokens ?? int.MaxValue);
        int[][] ids = [.. texts.Select(text => FittedText.Of(model, tokenizer.Encode(plan.Prompt + text), most, truncate, keepEnd: false)
            .Ids)];
        tokens = ids.Sum(row => (long)row.Length);
        // Neighbours in length are filled up least.
        var vectors = new float[ids.Length][];
        foreach (int[] rows in Enumerable.Range(0, ids.Length).OrderBy(row => ids[row].Length).Chunk(TextsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            TokenBatch batch = TokenBatch.FilledUp([.. rows.Select(row => ids[row])], blueprint.PaddingToken ?? 0);
            using var tape = new Tape(recording: false);
            Tensor hidden = transformer.Hidden(tape, batch);
            for (int b = 0; b < rows.Length; b++) vectors[rows[b]] = Vector(hidden, b * batch.Length, ids[rows[b]].Length);
        }
        return vectors;
    }

    /// <summary>The cosine of the angle between two vectors; 0 where one is 0.</summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, lengthA = 0, lengthB = 0;
        for (int i = 0; i < a.Length; i++) (product, lengthA, lengthB) = (product + (double)a[i] * b[i], lengthA + (double)a[i] * a[i],
            lengthB + (double)b[i] * b[i]);
        return lengthA == 0 || lengthB == 0 ? 0 : product / Math.Sqrt(lengthA * lengthB);
    }

    /// <summary>Gives the model's memory back.</summary>
    public void Dispose() => model.Dispose();

    private float[] Vector(Tensor hidden, int first, int count)
    {
        int width = hidden.Columns;
        (int from, int rows) = plan.Pooling switch { PoolingKind.First => (first, 1), PoolingKind.Last => (first + count - 1, 1), _
            => (first, count) };
        var sums = new double[width];
        for (int row = from; row < from + rows; row++)
            for (int i = 0; i < width; i++) sums[i] += hidden.Span[row * width + i];
        // sentence-transformers keeps a vector of zeros as it is.
        double scale = plan.Normalize ? 1 / Math.Max(1e-12, Math.Sqrt(sums.Sum(sum => sum * sum))) : 1.0 / rows;
        return Array.ConvertAll(sums, sum => (float)(sum * scale));
    }
}
