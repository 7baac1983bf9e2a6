using System.Text;
using System.Text.Json;
using Heed.Prompts.Scripts.Values;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>JSON.parse and JSON.stringify.</summary>
internal static class JsonLibrary
{
    /// <summary>JSON.</summary>
    public static ScriptObject Make() => Globals.Object(Function.Of("parse", Parse), Function.Of("stringify", Text));

    private static object? Parse(ScriptState state, object? self, object?[] arguments)
    {
        string text = arguments.Text(state, 0);
        state.Charge(text.Length);
        if (!StrictJson.TryParse(text, out JsonElement json))
            throw ErrorValues.Syntax($"JSON.parse: expected JSON; got {(text.Length > 60 ? text[..60] + "…" : text.Length == 0 ? "an empty text" : text)}");
        return Revived(state, arguments.At(1), "", JsonValues.From(state, json));
    }

    private static object? Revived(ScriptState state, object? reviver, string key, object? value)
    {
        if (reviver is not ScriptFunction) return value;
        if (value is ScriptList list)
            for (int i = 0; i < list.Items.Count; i++) list.Items[i] = Revived(state, reviver, NumberText.Of(i), list.Items[i]);
        else if (value is ScriptObject made)
            foreach ((string name, object? member) in made.Members.ToArray())
            {
                if (Revived(state, reviver, name, member) is var changed and not Undefined) made.Members[name] = changed;
                else made.Members.Remove(name);
            }
        return state.Call(reviver, Undefined.Value, key, value);
    }

    private static object? Text(ScriptState state, object? self, object?[] arguments)
    {
        object? value = arguments.At(0);
        if (arguments.At(1) is ScriptFunction) throw ErrorValues.Type("JSON.stringify: a function that replaces values is not there");
        if (arguments.At(1) is ScriptList names && value is ScriptObject and not ScriptList)
        {
            var chosen = new ScriptObject();
            foreach (object? name in names.Items)
                if (Members.HasOwn(value, ScriptValue.Text(state, name))) chosen.Members[ScriptValue.Text(state, name)] = Members.Get(state, value, name);
            value = chosen;
        }
        if (JsonValues.IsLeftOut(value)) return Undefined.Value;
        (char unit, int indent) = arguments.At(2) switch
        {
            double count => (' ', (int)Math.Clamp(count, 0, 10)), string { Length: > 0 } text when text.Trim('\t').Length == 0 => ('\t', text.Length),
            string text => (' ', Math.Min(10, text.Length)), _ => (' ', 0),
        };
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Encoder = PlainEncoder.Shared, MaxDepth = 1000,
            Indented = indent > 0, IndentCharacter = unit, IndentSize = indent, NewLine = "\n",
        };
        using (var json = new Utf8JsonWriter(stream, options)) JsonValues.Write(state, json, value, 0);
        return state.Made(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
