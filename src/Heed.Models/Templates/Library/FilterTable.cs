using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The filters by name; each group is a table in a file of its own.</summary>
internal static class FilterTable
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new[]
    {
        TextFilters.All, NumberFilters.All, SequenceFilters.All, OrderFilters.All, SelectionFilters.All, ValueFilters.All,
    }.SelectMany(table => table).ToDictionary(StringComparer.Ordinal);

    /// <summary>A filter of named parameters.</summary>
    public static Filter Of(Signature signature, Func<RenderState, object?, object?[], object?> apply)
        => (state, name, value, arguments) => apply(state, value, signature.Bind(state, name, arguments));

    /// <summary>A filter without parameters.</summary>
    public static Filter Of(Func<RenderState, object?, object?> apply) => Of(Signature.Of(), (state, value, _) => apply(state, value));
}
