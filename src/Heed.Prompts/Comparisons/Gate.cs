using System.Globalization;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// What a variant must hold to beside its base, such as <c>pass-rate >= -0.02</c>: at most two points lost. A bare name is held to the delta as it was seen, B
/// less A, the point
/// estimate; <c>lower(pass-rate) >= -0.02</c> and <c>upper(…)</c> to a bound of its interval, which chance has to be excluded for. Shares and scores are
/// numbers such as
/// −0.02, latency is milliseconds. A gate whose number cannot be known (no case has the metric; an interval with too few cases) is not met.
/// </summary>
/// <param name="Text">As it was given.</param>
/// <param name="Metric">pass-rate, score, latency, or a metric of assertions.</param>
/// <param name="Side">Which number.</param>
/// <param name="Operator"><c>>=</c>, <c>&lt;=</c>, <c>&lt;</c> or <c>></c>.</param>
/// <param name="Bound">What it is held to.</param>
public sealed record Gate(string Text, string Metric, GateSide Side, string Operator, double Bound)
{
    // Differences of means are off by roundings: within so much they are equal to the bound.
    private const double Rounding = 1e-12;

    /// <summary>Reads a gate.</summary>
    /// <exception cref="HeedException">It is written otherwise.</exception>
    public static Gate Parse(string text)
    {
        int at = text.LastIndexOfAny(['<', '>']);
        if (at <= 0) throw Wrong(text);
        int behind = at + 1 < text.Length && text[at + 1] == '=' ? at + 2 : at + 1;
        string left = text[..at].Trim(), right = text[behind..].Trim();
        if (!double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) || !double.IsFinite(bound)) throw Wrong(text);
        (GateSide side, string metric) = Of(left);
        return metric.Length == 0 || metric.AsSpan().IndexOfAny("<>") >= 0 ? throw Wrong(text) : new Gate(text, metric, side, text[at..behind], bound);
    }

    /// <summary>Whether a variant holds to it.</summary>
    /// <exception cref="HeedException">The comparison has no such metric.</exception>
    public GateResult Check(VariantComparison variant)
    {
        MetricComparison result = variant.Metrics.FirstOrDefault(metric => metric.Metric.Name == Metric)
            ?? throw new HeedException($"gate '{Text}': expected one of {
                string.Join(", ", variant.Metrics.Select(metric => metric.Metric.Name))}; got '{Metric}'.");
        double? value = result.Cases == 0 ? null : Side switch
        {
            GateSide.Estimate => result.Delta, GateSide.Lower => result.Interval?.Low, _ => result.Interval?.High,
        };
        return new GateResult(this, variant, value, value is { } number && Holds(number), value is not null ? ""
            : result.Cases == 0 ? $"no case has {Metric} with both" : $"there is no interval under {ComparisonOptions.FewestCases} independent cases");
    }

    private bool Holds(double value)
    {
        bool equal = Math.Abs(value - Bound) <= Rounding * Math.Max(1, Math.Abs(Bound));
        return Operator switch { ">=" => equal || value > Bound, "<=" => equal || value < Bound, ">" => !equal && value > Bound, _ => !equal && value < Bound };
    }

    private static (GateSide Side, string Metric) Of(string left)
        => !left.EndsWith(')') ? (GateSide.Estimate, left)
            : left.StartsWith("lower(", StringComparison.Ordinal) ? (GateSide.Lower, left[6..^1].Trim())
            : left.StartsWith("upper(", StringComparison.Ordinal) ? (GateSide.Upper, left[6..^1].Trim()) : (GateSide.Estimate, left);

    private static HeedException Wrong(string text)
        => new($"gate: expected METRIC, one of >= <= < >, and a number, as in \"pass-rate >= -0.02\" or \"lower(score) > 0\"; got '{text}'.");
}
