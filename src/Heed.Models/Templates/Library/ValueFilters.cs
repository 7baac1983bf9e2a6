using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Library;

/// <summary>Filters on values of any kind.</summary>
internal static class ValueFilters
{
    private static readonly Filter _default = Of(Signature.Of().With("default_value", "").With("boolean", false), (_, value, p)
        => value is Undefined || (Kind.IsTrue(p[1]) && !Kind.IsTrue(value)) ? p[0] : value);

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["default"] = _default,
        ["d"] = _default,
        ["attr"] = Of(Signature.Of("name"), (state, value, p) => Members.Own(state, value, Kind.Text(state, "attr", p[0]))),
        // The parameters of chat templates, not those of Jinja's own tojson, which escapes for HTML and sorts.
        ["tojson"] = Of(
            Signature.Of().With("ensure_ascii", false).With("indent", null).With("separators", null).With("sort_keys", false),
            (state, value, p) => new JsonText(state, ensureAscii: Kind.IsTrue(p[0]), p[1], p[2], sortKeys: Kind.IsTrue(p[3])).Write(value)),
    };
}
