using System.Globalization;
using System.Text.Json;
using Heed.Models.Tasks;
using Heed.Prompts.Assertions.Judges;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A model with a classification head gives a class, or without one named its likeliest, at least this probability: 1 where nothing is said.</summary>
internal sealed class ClassifierAssertion : IAssertion
{
    private const double Usual = 1;

    public string Type => "classifier";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string? label = context.HasNoValue() ? null : context.TextValue();
        string name = Graders.Find(context, "classification")
            ?? throw context.Error("expected a model that sorts texts; none is named. Name one: provider: heed:FOLDER.");
        TextClass[] classes = Classes(context, name);
        double threshold = context.Assertion.Threshold ?? Usual;
        double score = label is null ? classes[0].Score : classes.FirstOrDefault(c => c.Label == label)?.Score ?? 0;
        bool pass = score >= threshold != context.Assertion.Not;
        string what = label is null ? $"Maximum classification score {score.ToString("F2", CultureInfo.InvariantCulture)}"
            : $"Classification {label} has score {score.ToString("F2", CultureInfo.InvariantCulture)}";
        string known = label is not null && classes.All(c => c.Label != label) ? $" ({name} knows {string.Join(", ", classes.Select(c => c.Label))})" : "";
        return context.Result(pass, context.Assertion.Not ? 1 - score : score, pass && known.Length == 0 ? AssertionResults.Passed
            : $"{what} {(pass != context.Assertion.Not ? ">=" : "<")} {NumberText.Of(threshold)}{known}");
    }

    private static TextClass[] Classes(AssertionContext context, string name) => context.Once<TextClass[]>(
        "classifier", name, [context.Output], () => [.. new TextClassifier(context.Models.Load(name)).Classify(context.Output)], Json,
        json => json.GetArrayLength() > 0 ? [.. json.EnumerateArray().Select(one => new TextClass(one[0].GetString()!, one[1].GetDouble()))]
            : throw new FormatException("expected at least one class."));

    private static JsonElement Json(TextClass[] classes) => JsonText.Build(json =>
    {
        json.WriteStartArray();
        foreach (TextClass one in classes)
        {
            json.WriteStartArray();
            json.WriteStringValue(one.Label);
            json.WriteNumberValue(one.Score);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    });
}
