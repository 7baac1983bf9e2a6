using System.Text.Json;
using Heed.Prompts.Configs.Nodes;

namespace Heed.Prompts.Configs.Tests;

/// <summary>The variables of one case.</summary>
/// <param name="Vars">Names and values, in the file's order.</param>
/// <param name="Unsupported">Why Heed cannot read one of them; null where it can read all.</param>
internal sealed record CaseVariables(OrderedDictionary<string, JsonElement> Vars, string? Unsupported)
{
    /// <summary>The same with one more.</summary>
    public CaseVariables With(string name, VariableValue value)
        => new(new OrderedDictionary<string, JsonElement>(Vars, StringComparer.Ordinal) { [name] = value.Node.ToJson() }, Unsupported ?? value.Unsupported);
}
