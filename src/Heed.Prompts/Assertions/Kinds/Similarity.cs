using Heed.Models.Tasks;
using Heed.Prompts.Assertions.Judges;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>How near two sentences are.</summary>
internal static class Similarity
{
    /// <summary>The cosine of the angle between their vectors.</summary>
    public static double Cosine(float[] a, float[] b) => SentenceEmbedder.Cosine(a, b);

    /// <summary>The product of their vectors.</summary>
    public static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    /// <summary>How far their vectors are apart.</summary>
    public static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum());

    /// <summary>The measure between the output and each of an assertion's texts, embedded together.</summary>
    /// <exception cref="HeedException">There is no embedder that runs here, or a text is empty or too long for it.</exception>
    public static double[] Measure(AssertionContext context, IReadOnlyList<string> values, Func<float[], float[], double> measure)
    {
        string? name = Graders.Find(context, "embedding");
        string[] texts = [context.Output, .. values];
        return context.Once(context.Assertion.Type, name, texts, values.Count, () =>
        {
            float[][] vectors = context.Models.LoadEmbedder(name).Embed(texts, truncate: false, out _, context.Cancellation);
            return [.. vectors.Skip(1).Select(vector => measure(vectors[0], vector))];
        });
    }
}
