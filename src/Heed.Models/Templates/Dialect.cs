using Heed.Models.Templates.Library;

namespace Heed.Models.Templates;

/// <summary>Where two template languages of one syntax differ.</summary>
internal abstract class Dialect
{
    /// <summary>The filters by name.</summary>
    public abstract IReadOnlyDictionary<string, Filter> Filters { get; }

    /// <summary>The tests by name.</summary>
    public abstract IReadOnlyDictionary<string, ValueTest> Tests { get; }

    /// <summary>The functions every template has.</summary>
    public abstract IReadOnlyDictionary<string, object?> Globals { get; }

    /// <summary>Comparison operators beyond those every template has.</summary>
    public virtual IReadOnlyList<string> MoreOperators => [];

    /// <summary>Characters other than letters and _ that names may have.</summary>
    public virtual string MoreInNames => "";

    /// <summary>Whether line breaks stay as they are and the last one is kept.</summary>
    public virtual bool KeepsLineBreaks => false;

    /// <summary>Whether an assignment goes to the nearest block around that has the name, not to its own block.</summary>
    public virtual bool AssignsOutward => false;

    /// <summary>
    /// Whether it is written as scripts are: true and null in small letters alone, names as keys of mappings, ~ binding looser than +, whole numbers that grow
    /// into
    /// real ones, a backslash that vanishes before any character, elseif and verbatim beside elif and raw.
    /// </summary>
    public virtual bool HasScriptSyntax => false;

    /// <summary>The dialect of a language.</summary>
    public static Dialect Of(TemplateLanguage language)
        => language == TemplateLanguage.Nunjucks ? Nunjucks.NunjucksDialect.Instance : JinjaDialect.Instance;

    /// <summary>Whether a value counts as true.</summary>
    public abstract bool IsTrue(object? value);

    /// <summary>As output shows a value.</summary>
    public abstract string Text(RenderState state, object? value);

    /// <summary><c>value.name</c>.</summary>
    public abstract object? Member(RenderState state, object? value, string name);

    /// <summary><c>value[key]</c>.</summary>
    public abstract object? Item(RenderState state, object? value, object? key);

    /// <summary><c>a operation b</c>.</summary>
    public abstract object? Arithmetic(RenderState state, string operation, object? left, object? right);

    /// <summary><c>-value</c>, <c>+value</c>.</summary>
    public abstract object? Sign(RenderState state, object? value, bool isMinus);

    /// <summary>Whether a comparison holds.</summary>
    public abstract bool Compare(RenderState state, string operation, object? left, object? right);

    /// <summary>What a loop over a value visits.</summary>
    /// <param name="state">The rendering.</param>
    /// <param name="value">The value.</param>
    /// <param name="names">How many names each turn sets.</param>
    public abstract IReadOnlyList<object?> Visited(RenderState state, object? value, int names);

    /// <summary>The parts of a value that is assigned to several names at once.</summary>
    public abstract IReadOnlyList<object?> Parts(RenderState state, object? value, int names);
}
