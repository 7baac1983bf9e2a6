using System.Globalization;

namespace Heed.Models.Verification;

/// <summary>Gathers the differences between tensors and what was expected of them, and says what came of it.</summary>
internal sealed class Comparison
{
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];
    private (double Ratio, string Text) _worst = (-1, "");
    private int _compared;

    /// <summary>Compares a tensor.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="shape">The expected shape.</param>
    /// <param name="expected">What should come, [shape].</param>
    /// <param name="actualShape">The shape that came.</param>
    /// <param name="actual">What came.</param>
    /// <param name="tolerance">How far it may be off.</param>
    /// <param name="counts">Which elements count, by place; all where left out.</param>
    public void Tensor(
        string name, ReadOnlySpan<long> shape, ReadOnlySpan<double> expected, ReadOnlySpan<long> actualShape, ReadOnlySpan<double> actual,
        Tolerance tolerance, Func<int, bool>? counts = null)
    {
        if (!shape.SequenceEqual(actualShape) || expected.Length != actual.Length)
        {
            Problem($"{name}: expected {Shape(shape)}; got {Shape(actualShape)}");
            return;
        }
        double largest = 0, worst = 0;
        int worstAt = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (counts is not null && !counts(i)) continue;
            if (double.IsFinite(expected[i])) largest = Math.Max(largest, Math.Abs(expected[i]));
            double error = Error(expected[i], actual[i]);
            if (error > worst) (worst, worstAt) = (error, i);
        }
        double limit = tolerance.IsShare ? tolerance.Limit * largest : tolerance.Limit;
        string unit = tolerance.IsShare ? " of the largest value" : "";
        // Of a tensor of zeros nothing is a share: its error is given as it is.
        double shown = tolerance.IsShare && largest > 0 ? worst / largest : worst;
        _compared++;
        if (worst > limit)
        {
            Problem($"{name}: error {Short(shown)}{unit}, allowed {Short(tolerance.Limit)}; at {Place(shape, worstAt)} expected {Long(expected[worstAt])}, got {Long(actual[worstAt])}");
            return;
        }
        double ratio = limit > 0 ? worst / limit : 0;
        if (ratio > _worst.Ratio) _worst = (ratio, $"largest error {Short(shown)}{unit}, allowed {Short(tolerance.Limit)} ({name})");
    }

    /// <summary>Compares one number.</summary>
    public void Number(string name, double expected, double actual, Tolerance tolerance) => Tensor(name, [], [expected], [], [actual], tolerance);

    /// <summary>Compares what must be the same.</summary>
    public void Same<T>(string name, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
    {
        _compared++;
        if (!expected.SequenceEqual(actual)) Problem($"{name}: expected [{string.Join(", ", expected.ToArray())}]; got [{string.Join(", ", actual.ToArray())}]");
    }

    /// <summary>Compares texts.</summary>
    public void Same(string name, string? expected, string actual)
    {
        _compared++;
        if (!string.Equals(expected, actual, StringComparison.Ordinal)) Problem($"{name}: expected '{expected}'; got '{actual}'");
    }

    /// <summary>Something is wrong.</summary>
    public void Problem(string text) => _problems.Add(text);

    /// <summary>Something people should know, such as an output that is not compared.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Passed when something was compared and nothing was wrong.</summary>
    public Outcome Outcome()
    {
        const int Shown = 4;
        if (_problems.Count > 0)
            return Verification.Outcome.Failed(string.Join("; ", _problems.Take(Shown)) + (_problems.Count > Shown ? $"; and {_problems.Count - Shown} more" : ""));
        if (_compared == 0) return Verification.Outcome.Failed("the case has nothing to compare");
        string text = _worst.Ratio >= 0 ? _worst.Text : "equal";
        return Verification.Outcome.Passed(string.Join("; ", [text, .. _notes]));
    }

    // Infinities are right only where they are expected; NaN never is.
    private static double Error(double expected, double actual)
        => double.IsFinite(expected) && double.IsFinite(actual) ? Math.Abs(expected - actual)
        : expected == actual ? 0
        : double.PositiveInfinity;

    private static string Place(ReadOnlySpan<long> shape, int index)
    {
        var place = new long[shape.Length];
        long rest = index;
        for (int axis = shape.Length - 1; axis >= 0; axis--) (place[axis], rest) = (rest % shape[axis], rest / shape[axis]);
        return Shape(place);
    }

    private static string Shape(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static string Short(double x) => x.ToString("0.0e-0", CultureInfo.InvariantCulture);

    private static string Long(double x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
