using Heed.Prompts.Assertions.Kinds;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>The kinds of assertions there are.</summary>
public static class AssertionKinds
{
    /// <summary>The type whose members are assertions.</summary>
    public const string Set = "assert-set";

    private const string GitHub = "github:";

    private static readonly Dictionary<string, IAssertion> s_byType;

    static AssertionKinds()
    {
        string code = "code outside the configuration, which Heed does not run", agents = "calls of tools, which local models do not make here";
        string judged = "several questions to a judge, of which Heed asks one: use llm-rubric or answer-relevance";
        All =
        [
            new EqualsAssertion(),
            new ContainsAssertion("contains", TextCase.AsItIs), new ContainsAssertion("icontains", TextCase.Lower),
            new ContainsAnyAssertion("contains-any", TextCase.AsItIs), new ContainsAnyAssertion("icontains-any", TextCase.Lower),
            new ContainsAllAssertion("contains-all", TextCase.AsItIs), new ContainsAllAssertion("icontains-all", TextCase.Lower),
            new StartsWithAssertion(), new RegexAssertion(), new IsJsonAssertion(), new ContainsJsonAssertion(),
            new IsXmlAssertion(), new ContainsXmlAssertion(), new IsHtmlAssertion(), new ContainsHtmlAssertion(),
            new UnsupportedAssertion("is-sql", "a parser of SQL dialects"), new UnsupportedAssertion("contains-sql", "a parser of SQL dialects"),
            new LevenshteinAssertion(), new RougeAssertion(), new BleuAssertion(), new GleuAssertion(),
            new UnsupportedAssertion("meteor", "WordNet's synonyms; use gleu, bleu or rouge-n"),
            new WordCountAssertion(), new LatencyAssertion(), new CostAssertion(), new PerplexityAssertion(), new PerplexityScoreAssertion(),
            new FinishReasonAssertion(), new IsRefusalAssertion(), new GuardrailsAssertion(),
            new SimilarAssertion("similar", Similarity.Cosine), new SimilarAssertion("similar:cosine", Similarity.Cosine),
            new SimilarAssertion("similar:dot", Similarity.Dot), new EuclideanAssertion(),
            new ClassifierAssertion(), .. VerdictAssertions.All,
            new ComparisonAssertion("select-best"), new ComparisonAssertion("max-score"),
            new JavaScriptAssertion(), .. Insides.InsideKinds.All,
            new GitHubTextAssertion("equals", StringComparison.Ordinal, string.Equals),
            new GitHubTextAssertion("contains", StringComparison.OrdinalIgnoreCase, (output, value, rule) => output.Contains(value, rule)),
            new GitHubTextAssertion("startsWith", StringComparison.OrdinalIgnoreCase, (output, value, rule) => output.StartsWith(value, rule)),
            new GitHubTextAssertion("endsWith", StringComparison.OrdinalIgnoreCase, (output, value, rule) => output.EndsWith(value, rule)),
            new GitHubJudgeAssertion(),
            .. new[] { "python", "ruby" }.Select(type => new UnsupportedAssertion(type, code)),
            new UnsupportedAssertion("webhook", "a server on the network"), new UnsupportedAssertion("moderation", "a service for moderation"),
            new UnsupportedAssertion("pi", "a remote judge"), new UnsupportedAssertion("search-rubric", "a judge that searches the network"),
            .. new[] { "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-valid-function-call", "tool-call-f1", "skill-used" }
                .Select(type => new UnsupportedAssertion(type, agents)),
            .. new[] { "context-faithfulness", "context-recall", "context-relevance", "conversation-relevance" }
                .Select(type => new UnsupportedAssertion(type, judged)),
        ];
        s_byType = All.ToDictionary(kind => kind.Type, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IAssertion> All { get; }

    /// <summary>The kind of a type, as it is written without <c>not-</c>; null for none.</summary>
    public static IAssertion? Find(string type)
    {
        if (s_byType.TryGetValue(type, out IAssertion? kind)) return kind;
        if (type.StartsWith(GitHub, StringComparison.Ordinal)) return new UnsupportedAssertion(type, "an evaluator that only GitHub has");
        return type.StartsWith("trajectory:", StringComparison.Ordinal) || type.StartsWith("trace-", StringComparison.Ordinal)
            ? new UnsupportedAssertion(type, "the steps of an agent") : null;
    }

    /// <summary>The known type nearest to a misspelled one; null where none is near.</summary>
    public static string? Nearest(string type) => NearestName.Of(type, [.. s_byType.Keys, Set]);

    /// <summary>An error that names the nearest known type.</summary>
    internal static HeedException Unknown(Plans.PlannedAssertion assertion)
    {
        string written = (assertion.Not ? "not-" : "") + assertion.Type;
        string hint = Nearest(assertion.Type) is { } nearest ? $" Did you mean {(assertion.Not && nearest != Set ? "not-" : "")}{nearest}?" : "";
        return new HeedException($"{assertion.Place}: Unknown assertion type: {written}.{hint}");
    }
}
