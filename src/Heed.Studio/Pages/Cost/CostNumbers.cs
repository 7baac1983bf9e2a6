using Heed.Models;
using Heed.Models.Cost;
using Heed.Studio.Work;

namespace Heed.Studio.Pages.Cost;

/// <summary>What the page shows of a model, as it is counted.</summary>
internal static class CostNumbers
{
    /// <summary>Operations, bytes and crossings.</summary>
    /// <param name="asked">Of what, and where.</param>
    /// <param name="cancellation">Stops between two variants.</param>
    /// <exception cref="HeedException">A "what if" does not fit the model.</exception>
    public static CostAnswer Of(CostQuestion asked, CancellationToken cancellation)
    {
        Blueprint b = asked.Subject.Blueprint;
        var whole = new CostModel(b, storedBytes: asked.Subject.StoredBytes);
        return new CostAnswer(
            asked.Subject.Name, asked.Subject.Architecture, MeasuresOf(b), whole.Parameters, whole.Decodes, b.Direction == Direction.Causal,
            CostVariant.KeyValueHeadsOf(b), Calibration.Memory, asked.Batch, asked.Context, asked.Contexts, [.. asked.Variants.Select(Variant)]);

        CostVariantAnswer Variant(CostVariant variant)
        {
            cancellation.ThrowIfCancellationRequested();
            var cost = new CostModel(b, variant, asked.Subject.StoredBytes);
            return new CostVariantAnswer(
                variant.Name, (double)cost.WeightBytes, [.. asked.Contexts.Select(At)], At(asked.Context),
                CrossingsAnswer.Of(CostCrossings.Of(cost, asked.Batch, Calibration.Memory)));

            CostPointAnswer At(long context) => CostPointAnswer.Of(cost.At(context, asked.Batch), cost);
        }
    }

    /// <summary>Predicted times, after the machine is measured.</summary>
    /// <param name="asked">Of what, and where.</param>
    /// <param name="progress">Of the measuring.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">A "what if" does not fit the model.</exception>
    public static TimesAnswer Times(CostQuestion asked, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        Calibration rates = Calibration.Here(new Percent(progress), cancellation);
        return new TimesAnswer(rates.Threads, [.. asked.Variants.Select(Variant)]);

        VariantTimesAnswer Variant(CostVariant variant)
        {
            CostReport report = CostReport.Of(asked.Subject, variant, [.. asked.Contexts, asked.Context], asked.Batch, rates);
            TimePointAnswer[] points = [.. report.Points.Select(TimePointAnswer.Of)];
            return new VariantTimesAnswer(variant.Name, points[..^1], points[^1]);
        }
    }

    private static ShapeAnswer MeasuresOf(Blueprint b) => new(
        b.Layers, b.Width, b.Heads, b.KeyValueHeads, b.HeadSize, b.HiddenWidth, b.VocabularySize, b.MaxPositions, b.FeedForward != FeedForwardKind.Plain,
        b.TiedHead, b.AttentionOf(0).Window);

    private sealed class Percent(IProgress<WorkProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new WorkProgress((int)(100 * value), 100, "Measuring this machine"));
    }
}
