using Heed.Models.Templates;

namespace Heed.Models.Tests.Templates;

public class TemplateErrorTests
{
    private static readonly Dictionary<string,
        object?> _variables = new() { ["n"] = 1, ["s"] = "text", ["items"] = new[] { 1, 2 }, ["map"] = new Dictionary<string, object?>() };

    [Theory]
    [InlineData("a\n{% include 'x' %}", "line 2: the statement 'include' is not supported; expected one of if, for")]
    [InlineData("{% extends 'x' %}", "the statement 'extends' is not supported")]
    [InlineData("\n\n{{ n | frobnicate }}", "line 3: the filter 'frobnicate' is not supported")]
    [InlineData("{{ n is weird }}", "line 1: the test 'weird' is not supported")]
    [InlineData("{% for a in items recursive %}{% endfor %}", "'recursive' loops are not supported")]
    [InlineData("{{ 99999999999999999999 }}", "expected a whole number of at most 64 bits")]
    public void Parse_UnsupportedConstruct_NamesItAndItsLine(string template, string message)
    {
        HeedException error = Assert.Throws<HeedException>(() => Template.Parse(template, "file.jinja"));
        Assert.StartsWith("file.jinja: line ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.True(error.IsUnsupported);
    }

    [Theory]
    [InlineData("{% if n %}a\n\n", "line 1 is not closed; expected '{% elif %}' or '{% else %}' or '{% endif %}'")]
    [InlineData("{{ n", "line 1: the tag is not closed; expected '}}'")]
    [InlineData("{{ 'a }}", "the text in quotes is not closed")]
    [InlineData("{# a", "the comment is not closed")]
    [InlineData("{% raw %}a", "the raw block is not closed")]
    [InlineData("a\n{{ (1 }}", "line 2: expected ')'; got '}'")]
    [InlineData("{{ (1] }}", "expected ')'; got ']'")]
    [InlineData("{{ 1 2 }}", "expected '}}' or an operator; got '2'")]
    [InlineData("{{ }}", "expected a value; got '}}'")]
    [InlineData("{% endif %}", "'endif' closes nothing")]
    [InlineData("{% break %}", "'break' stands outside of a loop")]
    [InlineData("{% for x in items %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", "'break' stands outside of a loop")]
    [InlineData("{% for x of items %}{% endfor %}", "expected 'in'; got 'of'")]
    [InlineData("{% set true = 1 %}", "'true' cannot be assigned to")]
    [InlineData("{{ n ? 1 }}", "got '?'")]
    public void Parse_MalformedTemplate_SaysWhatWasExpected(string template, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => Template.Parse(template)).Message);

    [Theory]
    [InlineData("\n{{ missing.field }}", "line 2: 'missing' is undefined; expected a value with 'field'")]
    [InlineData("{{ map.a.b }}", "a mapping has no 'a'")]
    [InlineData("{{ missing() }}", "expected a function to call; got nothing ('missing' is undefined)")]
    [InlineData("{{ 'a' + 1 }}", "+: expected two numbers, two texts or two lists; got a text and a whole number. Put texts")]
    [InlineData("{{ 'a' + missing }}", "got a text and nothing ('missing' is undefined)")]
    [InlineData("{{ 1 / 0 }}", "expected a divisor other than 0")]
    [InlineData("{{ 1 % 0 }}", "expected a divisor other than 0")]
    [InlineData("{{ 1 < 'a' }}", "to compare; got a whole number and a text")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "beyond 64 bits")]
    [InlineData("{{ 2 ** 64 }}", "beyond 64 bits")]
    [InlineData("{% for x in n %}{% endfor %}", "for: expected a list, a mapping or a text to go through; got a whole number")]
    [InlineData("{% for a, b in items %}{% endfor %}", "assignment: expected a list")]
    [InlineData("{% set a, b = [1, 2, 3] %}", "expected 2 values for as many names; got 3")]
    [InlineData("{% set map.x = 1 %}", "expected 'map' to be a namespace; got a mapping")]
    [InlineData("{{ items.append(3) }}", "list.append would change a list")]
    [InlineData("{{ map.update({}) }}", "dict.update would change a mapping")]
    [InlineData("{{ s.format(1) }}", "the method str.format is not supported")]
    [InlineData("{{ '%s' % n }}", "'%' on a text (formatting) is not supported")]
    [InlineData("{{ missing | tojson }}", "tojson: expected none")]
    [InlineData("{{ n | length }}", "length: expected a text, a list or a mapping; got a whole number")]
    [InlineData("{{ s | replace('a') }}", "replace: expected 'new'; it is missing")]
    [InlineData("{{ s | upper(1) }}", "upper: expected no arguments; got 1")]
    [InlineData("{{ s | trim(way='left') }}", "trim: there is no parameter 'way'")]
    [InlineData("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "m: expected at most 1 arguments; got 2")]
    [InlineData("{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", "m: there is no parameter 'b'")]
    [InlineData("{{ range(1000000) }}", "range: expected at most 100000 numbers; got 1000000")]
    [InlineData("{{ {[]: 1} }}", "mapping: expected a text")]
    [InlineData("{{ range }}", "expected something that can be printed; got a function")]
    public void Render_ImpossibleExpression_SaysWhatWasExpected(string template, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => Template.Parse(template).Render(_variables)).Message);

    [Theory]
    [InlineData("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "did more than 200000 steps")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "macros call each other more than 100 deep")]
    [InlineData("{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "a text would be of 2097152 characters")]
    [InlineData("{{ 'ab' * 9999999999 }}", "a text would be of")]
    [InlineData("{{ [1] * 9999999999 }}", "steps and was stopped")]
    [InlineData("{% set n = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        "steps and was stopped")]
    [InlineData("{% set n = namespace(x=[1], y=[1]) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}", "steps and was stopped")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(30000) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}",
        "too deep in each other")]
    [InlineData("{{ s | replace('', s * 100000) | replace('', s * 100000) }}", "a text would be of")]
    public void Render_EndlessTemplate_EndsWithAnError(string template, string message)
    {
        var limits = new TemplateSettings { MaxSteps = 200_000, MaxText = 1 << 20 };
        Assert.Contains(message,
            Assert.Throws<HeedException>(() => Template.Parse(template, "endless", limits).Render(_variables)).Message);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("1 + ", "")]
    [InlineData("1 if 1 else ", "")]
    public void ParseAndRender_VeryDeepExpression_IsAnErrorOrAValue(string before, string after)
    {
        string template = "{{ " + string.Concat(Enumerable.Repeat(before, 20_000)) + "1" + string.Concat(Enumerable.Repeat(after, 20_000))
            + " }}";
        // The stack holds: whether a machine's is large enough for a value does not matter.
        Exception? error = Record.Exception(() => Template.Parse(template).Render(_variables));
        Assert.True(error is null or HeedException, error?.ToString());
    }

    [Fact]
    public void Render_UnknownDotNetType_IsRefusedByName()
    {
        HeedException error = Assert.Throws<HeedException>(()
            => Template.Parse("").Render(new Dictionary<string, object?> { ["a"] = new object[] { DateTime.UnixEpoch } }));
        Assert.Contains("a[0]: expected null, a truth value", error.Message);
    }

    [Fact]
    public void Parse_SettingsOfZero_AreRefused()
        => Assert.Contains("MaxSteps=0",
            Assert.Throws<HeedException>(() => Template.Parse("", "t", new TemplateSettings { MaxSteps = 0 })).Message);
}
