namespace Heed.Prompts.Assertions.Kinds;

/// <summary>Names of HTML elements, from the index of the HTML standard without what it calls obsolete.</summary>
internal static class HtmlNames
{
    /// <summary>All that are recognised.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>((
        "html head body title base link meta style script noscript template slot article section nav aside h1 h2 h3 h4 h5 h6 header footer "
        + "address p hr pre blockquote ol ul menu li dl dt dd figure figcaption main div a em strong small s cite q dfn abbr ruby rt rp data time code "
        + "var samp kbd sub sup i b u mark bdi bdo span br wbr ins del picture source img iframe embed object param video audio track map area svg math "
        + "table caption colgroup col tbody thead tfoot tr td th form label input button select datalist optgroup option textarea output progress meter "
        + "fieldset legend details summary dialog canvas").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Those whose tag alone says that a text is HTML.</summary>
    public const string Telling = "html|head|body|div|span|p|a|img|br|hr|h[1-6]|ul|ol|li|table|tr|td|th|form|input|button|script|style|link|meta";
}
