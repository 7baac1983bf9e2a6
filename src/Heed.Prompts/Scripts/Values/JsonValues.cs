using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Values;

/// <summary>Values of JavaScript from JSON and to JSON.</summary>
internal static class JsonValues
{
    private const int Deepest = 200;

    /// <summary>A value from JSON; undefined stays undefined.</summary>
    public static object? From(ScriptState state, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Undefined: return Undefined.Value;
            case JsonValueKind.Null: return null;
            case JsonValueKind.True or JsonValueKind.False: return json.ValueKind == JsonValueKind.True;
            case JsonValueKind.Number: return json.GetDouble();
            case JsonValueKind.String: return state.Made(json.GetString()!);
            case JsonValueKind.Array: return state.Made([.. json.EnumerateArray().Select(item => From(state, item))]);
            default:
                var made = new ScriptObject();
                foreach (JsonProperty member in json.EnumerateObject()) made.Members[member.Name] = From(state, member.Value);
                state.Charge(made.Members.Count);
                return made;
        }
    }

    /// <summary>A value as JSON; undefined for undefined and functions.</summary>
    /// <exception cref="ScriptThrow">It contains itself, or is too deep.</exception>
    public static JsonElement To(ScriptState state, object? value)
        => IsLeftOut(value) ? default : JsonText.Build(json => Write(state, json, value, 0));

    /// <summary>Whether JSON leaves it out.</summary>
    public static bool IsLeftOut(object? value) => value is Undefined or ScriptFunction;

    /// <summary>Writes a value.</summary>
    public static void Write(ScriptState state, Utf8JsonWriter json, object? value, int depth)
    {
        if (depth > Deepest) throw ErrorValues.Type($"the value contains itself, or more than {Deepest} values inside each other, which JSON does not hold");
        state.Step();
        switch (value)
        {
            case ScriptObject made when made.Members.TryGetValue("toJSON", out object? own) && own is ScriptFunction:
                Write(state, json, state.Call(own, made), depth + 1);
                break;
            case ScriptList list:
                json.WriteStartArray();
                foreach (object? item in list.Items.ToArray()) Write(state, json, item, depth + 1);
                json.WriteEndArray();
                break;
            case ScriptObject made and not ScriptFunction:
                json.WriteStartObject();
                foreach (string name in Library.Members.Keys(made).ToArray())
                {
                    if (!made.Members.TryGetValue(name, out object? member) || IsLeftOut(member)) continue;
                    state.Charge(name.Length);
                    json.WritePropertyName(name);
                    Write(state, json, member, depth + 1);
                }
                json.WriteEndObject();
                break;
            case string text:
                state.Charge(text.Length);
                json.WriteStringValue(text);
                break;
            case double number when double.IsFinite(number): WriteNumber(json, NumberText.Of(number)); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            default: json.WriteNullValue(); break;
        }
    }

    // As JavaScript writes it; raw texts are not indented, so they are for exponents alone.
    private static void WriteNumber(Utf8JsonWriter json, string number)
    {
        if (decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal exact)
            && exact.ToString(CultureInfo.InvariantCulture) == number) json.WriteNumberValue(exact);
        else json.WriteRawValue(number);
    }
}
