using Heed.Lens.Views;
using Heed.Prompts.Outputs.Report;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>A difference as a mark on its interval, around a line at 0: blue where B is better, orange where it is worse, grey where nothing is
/// decided.</summary>
/// <param name="metric">The difference.</param>
/// <param name="reach">What the ends of the picture stand for.</param>
internal sealed class IntervalFigure(MetricComparison metric, double reach) : IFigure
{
    private const double Half = 80, Edge = 4;

    public string Title => "";

    public string About => metric.Cases == 0 ? "no case has it" : $"B less A: {ComparisonWords.Signed(metric, metric.Delta)}"
        + (metric.Interval is { } bounds ? $", interval {ComparisonWords.Signed(metric, bounds.Low)} to {ComparisonWords.Signed(metric, bounds.High)}" : "");

    public double Width => 2 * (Half + Edge);

    public double Height => 16;

    public void Draw(SvgDrawing drawing)
    {
        drawing.Box(Edge, 7, 2 * Half, 2, Tone.Line, 1);
        drawing.Box(Half + Edge - 0.5, 0, 1, 16, Tone.Soft);
        if (metric.Cases == 0) return;
        (Tone pale, Tone strong) = metric.Verdict switch
        {
            Preference.Better => (ColorScale.Effect.Tone(9), PictureTones.For),
            Preference.Worse => (ColorScale.Effect.Tone(-9), PictureTones.Against),
            _ => (Tone.Line, Tone.Ink),
        };
        if (metric.Interval is { } bounds) drawing.Box(At(bounds.Low), 4, Math.Max(2, At(bounds.High) - At(bounds.Low)), 8, pale, 4);
        drawing.Box(At(metric.Delta) - 1.5, 1, 3, 14, strong, 1.5);
    }

    private double At(double value) => Half + Edge + (reach > 0 && double.IsFinite(value) ? Math.Clamp(value / reach, -1, 1) * Half : 0);
}
