using Heed.Models.Templates.Statements;
using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates;

/// <summary>
/// A text with statements and expressions in the language of Jinja2, as far as prompts use it: for, if, set, macro, call, filter, with,
/// raw, break and
/// continue; expressions with Python's truth, arithmetic, slices and printing. Nothing of it can reach files, the network or .NET types.
/// </summary>
/// <remarks>
/// Immutable and safe to render from several threads at once. Semantics: https://jinja.palletsprojects.com/en/stable/templates/, without
/// automatic
/// escaping; values cannot be changed in place. Not there: include, import, extends, block, recursive loops, integers beyond 64 bits.
/// </remarks>
public sealed class Template
{
    private readonly Statement[] _body;
    private readonly TemplateSettings _settings;

    private Template(string source, Statement[] body, TemplateSettings settings) => (Source, _body, _settings) = (source, body, settings);

    /// <summary>Where the text came from, for messages.</summary>
    public string Source { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="source">Where it came from, such as a file's path; messages begin with it.</param>
    /// <param name="settings">How white space is treated and how much work a rendering may do; the default where left out.</param>
    /// <exception cref="HeedException">
    /// The text is malformed or uses a construct Heed does not have; the message names it and its line.
    /// </exception>
    public static Template Parse(string text, string source = "template", TemplateSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        settings ??= new TemplateSettings();
        settings.Validate();
        var parser = new TemplateParser(new TemplateLexer(text, source, settings).Tokens(), Dialect.Of(settings.Language));
        return new Template(source, parser.Whole(), settings);
    }

    /// <summary>Renders the template.</summary>
    /// <param name="variables">
    /// What its names stand for: null, truth values, numbers, texts, sequences of these, dictionaries with text keys, or <see
    /// cref="System.Text.Json.JsonElement"/>.
    /// </param>
    /// <exception cref="HeedException">
    /// An expression has no value (the message names the line), a variable is of another type, or a limit of the settings is reached.
    /// </exception>
    public string Render(IReadOnlyDictionary<string, object?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Render(variables.Select(pair => (pair.Key, ValueInput.From(pair.Value, pair.Key))));
    }

    /// <summary>Renders the template, and says where its named parts and variables came to stand.</summary>
    /// <param name="variables">As above.</param>
    /// <exception cref="HeedException">As above; or a span ends that did not begin, or the other way round.</exception>
    public TemplateResult RenderSpans(IReadOnlyDictionary<string, object?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var spans = new SpanList();
        (string text, IReadOnlyList<string> missing) = Render(variables.Select(pair => (pair.Key, ValueInput.From(pair.Value, pair.Key))), spans);
        return new TemplateResult(text, spans.Closed(), missing);
    }

    /// <summary>Renders with values of the template language, functions among them.</summary>
    internal string Render(IEnumerable<(string Name, object? Value)> variables) => Render(variables, null).Text;

    private (string Text, IReadOnlyList<string> Missing) Render(IEnumerable<(string Name, object? Value)> variables, SpanList? spans)
    {
        var state = new RenderState(Source, _settings);
        var globals = new Scope(state, state.Dialect.Globals);
        var names = new Scope(globals) { IsClosed = true };
        foreach ((string name, object? value) in variables) names.Set(name, value);
        var output = new TextSink(state) { Spans = spans };
        // Where assignments go outward they stop at what was given: a name set at the top is the template's own.
        Block.Run(_body, state.Dialect.AssignsOutward ? new Scope(names) : names, output);
        spans?.CheckClosed(state);
        return (output.ToString(), state.Missing);
    }
}
