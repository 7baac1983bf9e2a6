using System.Text.Json;

namespace Heed.Prompts.Scripts;

/// <summary>What JavaScript of a configuration sees.</summary>
/// <param name="Output"><c>output</c>: the answer, a text or another value.</param>
/// <param name="Vars"><c>context.vars</c> (and <c>vars</c> where variables are transformed).</param>
public sealed record ScriptInput(JsonElement Output, IReadOnlyDictionary<string, JsonElement> Vars)
{
    /// <summary><c>context.prompt</c>.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What else stands in <c>context</c>; an object, or undefined.</summary>
    public JsonElement Context { get; init; }
}
