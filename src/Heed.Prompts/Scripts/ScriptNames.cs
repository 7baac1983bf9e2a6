using System.Text.Json;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts;

/// <summary>What code of a configuration finds by name.</summary>
internal static class ScriptNames
{
    /// <summary>The scope its code runs in.</summary>
    public static ScriptScope Of(ScriptState state, ScriptInput input)
    {
        var scope = new ScriptScope(Library.Globals.Scope(state)) { IsFunction = true };
        var vars = new ScriptObject();
        foreach ((string name, JsonElement value) in input.Vars) vars.Members[name] = JsonValues.From(state, value);
        var context = new ScriptObject();
        context.Members["vars"] = vars;
        context.Members["prompt"] = input.Prompt;
        object? given = Undefined.Value;
        if (input.Context.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty member in input.Context.EnumerateObject())
            {
                object? value = JsonValues.From(state, member.Value);
                if (member.Name == "value") given = value;
                else context.Members[member.Name] = value;
            }
        scope.Declare("output", JsonValues.From(state, input.Output), constant: false);
        scope.Declare("context", context, constant: false);
        scope.Declare("vars", vars, constant: false);
        scope.Declare("value", given, constant: false);
        return scope;
    }
}
