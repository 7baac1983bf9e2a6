using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Assertions.Judges;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A local judge answers a question about the output by yes or no; the score is the probability of yes against no.</summary>
/// <param name="type">Its name.</param>
/// <param name="question">What is asked.</param>
/// <param name="names">What the names in the question stand for.</param>
/// <param name="usual">The score from which it passes where nothing is said; null where yes must be likelier than no in any case.</param>
internal sealed class VerdictAssertion(
    string type, string question, Func<AssertionContext, IReadOnlyDictionary<string, JsonElement>> names, double? usual = null) : IAssertion
{
    public string Type => type;

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        string judge = LocalJudge.Find(context);
        JudgeVerdict verdict = LocalJudge.Ask(context, judge, JudgePrompts.Of(context, question, names(context)));
        double? threshold = context.Assertion.Threshold ?? usual;
        bool pass = (usual is not null || verdict.Score > 0.5) && !(verdict.Score < threshold);
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{judge} says {(verdict.Score > 0.5 ? "yes" : "no")}: yes {verdict.Score:P1} against no {1 - verdict.Score:P1}");
        return context.Result(pass, verdict.Score, threshold is { } limit && verdict.Score < limit ? $"{said}, threshold {NumberText.Of(limit)}" : said) with
        {
            Details = verdict.Details,
        };
    }
}
