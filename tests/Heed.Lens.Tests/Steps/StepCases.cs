using Heed.Lens.Interventions;
using Heed.Lens.Steps;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Steps;

/// <summary>Heads of small models without a tokenizer, and how far float32 may be from the steps in <c>double</c>.</summary>
internal static class StepCases
{
    /// <summary>2⁻²⁴, half a unit of float32's last place.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>What an exponential of the kernel may be off, relative to 1 (<c>RecordingTests</c> holds the kernel to the same).</summary>
    private const double Exponential = 2e-6;

    public static HeadSteps Create(LanguageModel model, string attention, int head, int length = 12, int seed = 1)
    {
        Blueprint b = model.Transformer.Blueprint;
        var context = new HeadContext(model, attention, head);
        TokenBatch batch = Texts.Batch(b, length, seed);
        int? row = b.Head is ModelHead.Language or ModelHead.MaskedLanguage ? batch.Length - 1 : null;
        AnswerReader? reader = b.Head == ModelHead.None ? null : new AnswerReader(context, row, row, "the answer");
        return new HeadSteps(context, batch, Labels(batch), reader, text =>
        {
            TokenBatch other = Texts.Batch(b, text.Length, 9);
            return (other, Labels(other));
        });

        IReadOnlyList<string> Labels(TokenBatch tokens)
            => [.. Enumerable.Range(0, AttentionNames.Lengths(attention, tokens).Queries).Select(token => $"{token}")];
    }

    /// <summary>Every self-attention of every family, with its last head.</summary>
    public static TheoryData<string, string> Attentions
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string name in TinyConfigs.All.Select(row => row.Data))
            {
                using LanguageModel model = TinyConfigs.Model(name);
                foreach (string attention in AttentionNames.Of(model.Transformer.Blueprint).Where(site => site.EndsWith(".attn",
                    StringComparison.Ordinal))) all.Add(name, attention);
            }
            return all;
        }
    }

    /// <summary>How far a score may be off: D products and sums of float32, then scale, cap and bias.</summary>
    public static double ScoreTolerance(HeadStages stages, double scale)
    {
        double largest = 0;
        for (int i = 0; i < stages.Q.Rows; i++)
            for (int j = 0; j < stages.K.Rows; j++)
            {
                double sum = 0;
                for (int d = 0; d < stages.Q.Columns; d++) sum += Math.Abs(stages.Q[i, d] * stages.K[j, d]);
                largest = Math.Max(largest, sum * scale + Math.Abs(stages.Bias?[i, j] ?? 0));
            }
        return (stages.Q.Columns + 8) * Unit * largest;
    }

    /// <summary>How far a weight may be off: d softmax ≤ 2·|d score| in each place, and the exponential's own error.</summary>
    public static double WeightTolerance(HeadStages stages, double scale) => 2 * ScoreTolerance(stages, scale) + Exponential;

    /// <summary>How far z may be off.</summary>
    public static double ResultTolerance(HeadStages stages, double scale)
    {
        double largest = stages.V.Numbers.Max(Math.Abs);
        return largest * stages.V.Rows * WeightTolerance(stages, scale) + (stages.V.Rows + 2) * Unit * largest;
    }

    public static void Near(Grid expected, Grid actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int i = 0; i < expected.Numbers.Length; i++)
            if (!expected.Numbers[i].Equals(actual.Numbers[i])) Assert.Equal(expected.Numbers[i], actual.Numbers[i], tolerance);
    }

    /// <summary>A step by its id.</summary>
    public static HeadStep Step(this IReadOnlyList<HeadStep> steps, string id) => steps.Single(step => step.Id == id);
}
