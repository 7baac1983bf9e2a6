using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// The output's meaning is near that of a text, or of one of several: their embeddings' similarity is at least the limit, 0.75 where nothing is said.
/// </summary>
/// <param name="type">Its name.</param>
/// <param name="measure">The similarity.</param>
internal sealed class SimilarAssertion(string type, Func<float[], float[], double> measure) : IAssertion
{
    private const double Usual = 0.75, Epsilon = 2.220446049250313e-16;

    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> values = context.TextValues();
        if (values.Count == 0) throw context.WrongValue("a text or a list of texts with at least one");
        double threshold = context.Assertion.Threshold ?? Usual;
        bool not = context.Assertion.Not;
        // Of a list the first that passes counts; where none does, the lowest score.
        (bool Pass, double Score, double Similarity)[] parts = [.. Similarity.Measure(context, values, measure).Select(similarity =>
            (not ? similarity <= threshold + Epsilon : similarity >= threshold - Epsilon, not ? 1 - similarity : similarity, similarity))];
        foreach ((bool pass, double score, _) in parts)
            if (pass) return context.Result(true, score, AssertionResults.Passed);
        return context.Result(false, parts.Min(part => part.Score), parts.Length > 1 ? "None of the provided values met the similarity threshold"
            : string.Create(CultureInfo.InvariantCulture,
                $"Similarity {parts[0].Similarity:F2} is {(not ? "greater" : "less")} than threshold {NumberText.Of(threshold)}"));
    }
}
