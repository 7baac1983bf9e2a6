using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// The output's embedding lies at most so far from that of a text, or of one of several: the limit is a distance, 0.75 where nothing is said; the score is
/// 1/(1 + distance).
/// </summary>
internal sealed class EuclideanAssertion : IAssertion
{
    private const double Usual = 0.75, Epsilon = 2.220446049250313e-16;

    public string Type => "similar:euclidean";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> values = context.TextValues();
        if (values.Count == 0) throw context.WrongValue("a text or a list of texts with at least one");
        double threshold = context.Assertion.Threshold ?? Usual;
        bool not = context.Assertion.Not;
        double[] distances = Similarity.Measure(context, values, Similarity.Distance);
        foreach (double distance in distances)
            if (not ? distance >= threshold - Epsilon : distance <= threshold + Epsilon) return context.Result(true, Score(distance), AssertionResults.Passed);
        return context.Result(false, distances.Min(Score), distances.Length > 1 ? "None of the provided values met the distance threshold"
            : string.Create(CultureInfo.InvariantCulture,
                $"Distance {distances[0]:F2} is {(not ? "less" : "greater")} than threshold {NumberText.Of(threshold)}"));

        double Score(double distance) => not ? 1 - 1 / (1 + distance) : 1 / (1 + distance);
    }
}
