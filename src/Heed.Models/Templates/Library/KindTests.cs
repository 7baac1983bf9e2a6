using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.TestTable;

namespace Heed.Models.Templates.Library;

/// <summary>Tests for what a value is.</summary>
internal static class KindTests
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ValueTest> All { get; } = new Dictionary<string, ValueTest>
    {
        ["defined"] = Of(value => value is not Undefined),
        ["undefined"] = Of(value => value is Undefined),
        ["none"] = Of(value => value is null),
        ["boolean"] = Of(value => value is bool),
        ["true"] = Of(value => value is true),
        ["false"] = Of(value => value is false),
        ["integer"] = Of(value => value is long),
        ["float"] = Of(value => value is double),
        ["number"] = Of(Numbers.IsNumber),
        ["string"] = Of(value => value is string),
        ["mapping"] = Of(value => value is MapValue),
        ["sequence"] = Of(value => Kind.Items(value) is not null),
        ["iterable"] = Of(value => Kind.Items(value) is not null),
        ["callable"] = Of(value => value is FunctionValue),
        ["filter"] = Of(value => value is string name && FilterTable.All.ContainsKey(name)),
        ["test"] = Of(value => value is string name && TestTable.All.ContainsKey(name)),
        ["lower"] = Of(Signature.Of(), (state, value, _) => StringMethods.IsLower(Printing.Text(state, value))),
        ["upper"] = Of(Signature.Of(), (state, value, _) => StringMethods.IsUpper(Printing.Text(state, value))),
    };
}
