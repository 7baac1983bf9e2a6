using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The tests by name; each group is a table in a file of its own.</summary>
internal static class TestTable
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, ValueTest> All { get; } = new[] { KindTests.All, ComparisonTests.All }
        .SelectMany(table => table).ToDictionary(StringComparer.Ordinal);

    /// <summary>A test of named parameters.</summary>
    public static ValueTest Of(Signature signature, Func<RenderState, object?, object?[], bool> holds)
        => (state, name, value, arguments) => holds(state, value, signature.Bind(state, name, arguments));

    /// <summary>A test without parameters.</summary>
    public static ValueTest Of(Func<object?, bool> holds) => Of(Signature.Of(), (_, value, _) => holds(value));
}
