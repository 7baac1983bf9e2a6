using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.TestTable;

namespace Heed.Models.Templates.Library;

/// <summary>Tests against another value.</summary>
internal static class ComparisonTests
{
    private static readonly (string Operator, string[] Names)[] _comparisons =
    [
        ("==", ["==", "eq", "equalto"]), ("!=", ["!=", "ne"]), ("<", ["<", "lt", "lessthan"]), ("<=", ["<=", "le"]),
        (">", [">", "gt", "greaterthan"]), (">=", [">=", "ge"]), ("in", ["in"]),
    ];

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ValueTest> All { get; } = new Dictionary<string, ValueTest>(
        _comparisons.SelectMany(c => c.Names.Select(name => KeyValuePair.Create(name, Compare(c.Operator)))))
    {
        ["odd"] = Of(Signature.Of(), (state, value, _) => Kind.Whole(state, "odd", value) % 2 != 0),
        ["even"] = Of(Signature.Of(), (state, value, _) => Kind.Whole(state, "even", value) % 2 == 0),
        ["divisibleby"] = Of(Signature.Of("num"), (state, value, p) => Numbers.Apply(
            state, "%", Kind.Whole(state, "divisibleby", value), Kind.Whole(state, "divisibleby", p[0])) is 0L),
        ["sameas"] = Of(Signature.Of("other"), (state, value, p) => value?.GetType() == p[0]?.GetType()
            && (value is ListValue or MapValue or NamespaceValue ? ReferenceEquals(value, p[0]) : Equality.Same(state, value, p[0]))),
    };

    private static ValueTest Compare(string operation)
        => Of(Signature.Of("other"), (state, value, p) => state.Dialect.Compare(state, operation, value, p[0]));
}
