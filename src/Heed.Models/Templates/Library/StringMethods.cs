using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The methods of texts.</summary>
internal static class StringMethods
{
    private static readonly Signature _none = Signature.Of();
    private static readonly Signature _characters = Signature.Of().With("chars", null);
    private static readonly Signature _cut = Signature.Of().With("sep", null).With("maxsplit", -1L);
    private static readonly Signature _searched = Signature.Of("sub").With("start", null).With("end", null);
    private static readonly Signature _padded = Signature.Of("width").With("fillchar", " ");

    private static readonly Dictionary<string, (Signature Signature, Func<RenderState, string, object?[], object?> Apply)> _methods =
        new(StringComparer.Ordinal)
    {
        ["upper"] = (_none, (_, text, _) => text.ToUpperInvariant()),
        ["lower"] = (_none, (_, text, _) => text.ToLowerInvariant()),
        ["casefold"] = (_none, (_, text, _) => text.ToLowerInvariant()),
        ["title"] = (_none, (_, text, _) => TextCase.Title(text)),
        ["capitalize"] = (_none, (_, text, _) => TextCase.Capitalized(text)),
        ["swapcase"] = (_none, (_, text, _) => TextCase.Swapped(text)),
        ["strip"] = (_characters, (state, text, p) => Trimming.Both(state, "strip", text, p[0])),
        ["lstrip"] = (_characters, (state, text, p) => Trimming.Start(state, "lstrip", text, p[0])),
        ["rstrip"] = (_characters, (state, text, p) => Trimming.End(state, "rstrip", text, p[0])),
        ["removeprefix"] = (Signature.Of("prefix"), (state, text, p) => Kind.Text(state, "removeprefix", p[0]) is var prefix
            && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text),
        ["removesuffix"] = (Signature.Of("suffix"), (state, text, p) => Kind.Text(state, "removesuffix", p[0]) is var suffix
            && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text),
        ["split"] = (_cut, (state, text, p)
            => TextSearch.Split(state, text, p[0], Kind.Whole(state, "split: maxsplit", p[1]), fromEnd: false)),
        ["rsplit"] = (_cut, (state, text, p)
            => TextSearch.Split(state, text, p[0], Kind.Whole(state, "rsplit: maxsplit", p[1]), fromEnd: true)),
        ["splitlines"] = (Signature.Of().With("keepends", false), (state, text, p) => TextLines.Split(state, text, Kind.IsTrue(p[0]))),
        ["partition"] = (Signature.Of("sep"), (state, text, p)
            => Partition(state, text, Kind.Text(state, "partition", p[0]), fromEnd: false)),
        ["rpartition"] = (Signature.Of("sep"), (state, text, p)
            => Partition(state, text, Kind.Text(state, "rpartition", p[0]), fromEnd: true)),
        ["startswith"] = (_searched, (state, text, p)
            => Any(state, "startswith", text, p, (part, end) => part.StartsWith(end, StringComparison.Ordinal))),
        ["endswith"] = (_searched, (state, text, p)
            => Any(state, "endswith", text, p, (part, end) => part.EndsWith(end, StringComparison.Ordinal))),
        ["find"] = (_searched, (state, text, p) => Find(state, text, p, fromEnd: false)),
        ["rfind"] = (_searched, (state, text, p) => Find(state, text, p, fromEnd: true)),
        ["index"] = (_searched, (state, text, p) => Find(state, text, p, fromEnd: false) is >= 0 and var at ? at
            : throw state.Error("index: expected a part of the text; it is not there.")),
        ["count"] = (_searched, (state, text, p) => Count(state, text, p)),
        ["replace"] = (Signature.Of("old", "new").With("count", -1L), (state, text, p)
            => TextSearch.Replaced(state, text, Kind.Text(state, "replace", p[0]), Kind.Text(state, "replace", p[1]),
                Kind.Whole(state, "replace: count", p[2]))),
        ["join"] = (Signature.Of("items"), Join),
        ["center"] = (_padded, (state, text, p)
            => Padding.Center(state, text, Kind.Whole(state, "center", p[0]), Kind.Text(state, "center", p[1]))),
        ["ljust"] = (_padded, (state, text, p)
            => Padding.Side(state, text, Kind.Whole(state, "ljust", p[0]), Kind.Text(state, "ljust", p[1]), onLeft: false)),
        ["rjust"] = (_padded, (state, text, p)
            => Padding.Side(state, text, Kind.Whole(state, "rjust", p[0]), Kind.Text(state, "rjust", p[1]), onLeft: true)),
        ["isdigit"] = (_none, (_, text, _) => text.Length > 0 && text.All(char.IsDigit)),
        ["isnumeric"] = (_none, (_, text, _) => text.Length > 0 && text.All(char.IsNumber)),
        ["isalpha"] = (_none, (_, text, _) => text.Length > 0 && text.All(char.IsLetter)),
        ["isalnum"] = (_none, (_, text, _) => text.Length > 0 && text.All(c => char.IsLetter(c) || char.IsNumber(c))),
        ["isspace"] = (_none, (_, text, _) => text.Length > 0 && text.All(char.IsWhiteSpace)),
        ["isascii"] = (_none, (_, text, _) => text.All(char.IsAscii)),
        ["islower"] = (_none, (_, text, _) => IsLower(text)),
        ["isupper"] = (_none, (_, text, _) => IsUpper(text)),
    };

    // Methods Python's texts have: asking for one must not look like asking for a member that is not there.
    private static readonly string[] _notHad = ["encode", "expandtabs", "format", "format_map", "isdecimal", "isidentifier", "isprintable",
        "istitle", "rindex", "translate", "zfill"];

    /// <summary>A method; null where texts have none of that name.</summary>
    public static FunctionValue? Find(RenderState state, string text, string name)
    {
        if (_methods.TryGetValue(name, out var method))
            return FunctionValue.Of(name, method.Signature, (s, values) =>
            {
                s.Text(text.Length);
                return method.Apply(s, text, values);
            });
        if (_notHad.Contains(name))
            throw state.Unsupported($"the method str.{name} is not supported; expected one of {string.Join(", ", _methods.Keys)}.");
        return null;
    }

    /// <summary>Whether letters are there and none is upper case.</summary>
    public static bool IsLower(string text) => text.Any(char.IsLower) && !text.Any(char.IsUpper);

    /// <summary>Whether letters are there and none is lower case.</summary>
    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower);

    /// <summary>A text several times.</summary>
    public static string Repeat(RenderState state, string text, long times)
    {
        times = Math.Clamp(times, 0, int.MaxValue);
        state.Text(text.Length * times);
        return string.Concat(Enumerable.Repeat(text, (int)times));
    }

    private static object? Join(RenderState state, string between, object?[] p)
    {
        var output = new TextSink(state);
        bool first = true;
        foreach (object? item in Kind.Items(state, "join", p[0]))
        {
            if (!first) output.Append(between);
            first = false;
            output.Append(Kind.Text(state, "join", item));
        }
        return output.ToString();
    }

    private static string Range(RenderState state, string text, object?[] p)
        => p[1] is null && p[2] is null ? text : (string)Slicing.Take(
            state, text, p[1] is null ? null : Kind.Whole(state, "start", p[1]), p[2] is null ? null
                : Kind.Whole(state, "end", p[2]), null)!;

    private static bool Any(RenderState state, string what, string text, object?[] p, Func<string, string, bool> holds)
    {
        string part = Range(state, text, p);
        return p[0] is ListValue { IsTuple: true } several
            ? several.Items.Any(item => holds(part, Kind.Text(state, what, item)))
            : holds(part, Kind.Text(state, what, p[0]));
    }

    private static long Find(RenderState state, string text, object?[] p, bool fromEnd)
    {
        if (p[1] is not null || p[2] is not null)
            throw state.Unsupported("find: 'start' and 'end' are not supported; expected a slice of the text instead.");
        string part = Kind.Text(state, "find", p[0]);
        int at = fromEnd ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : CodePoints.Count(text[..at]);
    }

    private static object Count(RenderState state, string text, object?[] p)
    {
        string within = Range(state, text, p), part = Kind.Text(state, "count", p[0]);
        return part.Length == 0 ? CodePoints.Count(within) + 1L
            : (within.Length - within.Replace(part, "", StringComparison.Ordinal).Length) / (long)part.Length;
    }

    private static ListValue Partition(RenderState state, string text, string separator, bool fromEnd)
    {
        if (separator.Length == 0) throw state.Error("partition: expected a separator of at least one character; got an empty text.");
        int at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        object?[] parts = at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]] : fromEnd ? ["", "", text] : [text, "", ""];
        return new ListValue(parts, IsTuple: true);
    }
}
