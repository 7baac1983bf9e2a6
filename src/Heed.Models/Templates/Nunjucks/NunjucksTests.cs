using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.TestTable;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Tests that nunjucks has otherwise than Jinja.</summary>
internal static class NunjucksTests
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ValueTest> All { get; } = new Dictionary<string, ValueTest>
    {
        ["truthy"] = Of(ScriptValues.IsTrue),
        ["falsy"] = Of(value => !ScriptValues.IsTrue(value)),
        ["null"] = Of(value => value is null),
        ["number"] = Of(value => value is long or double),
        ["iterable"] = Of(value => value is string or ListValue),
        ["eq"] = _same, ["equalto"] = _same, ["sameas"] = _same, ["=="] = _same,
        ["ne"] = Of(Signature.Of("other"), (_, value, p) => !ScriptComparison.Strictly(value, p[0])),
    };

    private static ValueTest _same => Of(Signature.Of("other"), (_, value, p) => ScriptComparison.Strictly(value, p[0]));
}
