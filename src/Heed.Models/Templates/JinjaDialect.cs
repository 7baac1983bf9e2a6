using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates;

/// <summary>Jinja2: Python's rules.</summary>
internal sealed class JinjaDialect : Dialect
{
    /// <summary>The only one.</summary>
    public static JinjaDialect Instance { get; } = new();

    public override IReadOnlyDictionary<string, Filter> Filters => FilterTable.All;

    public override IReadOnlyDictionary<string, ValueTest> Tests => TestTable.All;

    public override IReadOnlyDictionary<string, object?> Globals => GlobalFunctions.All;

    public override bool IsTrue(object? value) => Kind.IsTrue(value);

    public override string Text(RenderState state, object? value) => Printing.PythonText(state, value);

    public override object? Member(RenderState state, object? value, string name) => Members.Dotted(state, value, name);

    public override object? Item(RenderState state, object? value, object? key) => Members.Indexed(state, value, key);

    public override object? Arithmetic(RenderState state, string operation, object? left, object? right)
        => PythonArithmetic.Apply(state, operation, left, right);

    public override object? Sign(RenderState state, object? value, bool isMinus)
    {
        if (!Numbers.IsNumber(value)) throw state.Error($"{(isMinus ? '-' : '+')}: expected a number; got {Kind.Of(value)}.");
        // Not 0 - x: that would lose the sign of zero.
        return value is double real ? (isMinus ? -real : real) : Numbers.Apply(state, isMinus ? "-" : "+", 0L, value!);
    }

    public override bool Compare(RenderState state, string operation, object? left, object? right) => operation switch
    {
        "==" => Equality.Same(state, left, right),
        "!=" => !Equality.Same(state, left, right),
        "in" => Equality.Contains(state, right, left),
        "not in" => !Equality.Contains(state, right, left),
        "<" => Equality.Order(state, left, right) < 0,
        "<=" => Equality.Order(state, left, right) <= 0,
        ">" => Equality.Order(state, left, right) > 0,
        _ => Equality.Order(state, left, right) >= 0,
    };

    public override IReadOnlyList<object?> Visited(RenderState state, object? value, int names) => Kind.Items(state, "for", value);

    public override IReadOnlyList<object?> Parts(RenderState state, object? value, int names)
    {
        IReadOnlyList<object?> items = Kind.Items(state, "assignment", value);
        return items.Count == names ? items : throw state.Error($"assignment: expected {names} values for as many names; got {items.Count}.");
    }
}
