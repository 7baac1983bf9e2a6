using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Values one after another.</summary>
internal static class Iteration
{
    /// <summary>Those of a list, the characters of a text, those of a Set, the pairs of a Map.</summary>
    /// <exception cref="ScriptThrow">It has none.</exception>
    public static IEnumerable<object?> Of(ScriptState state, object? value) => value switch
    {
        ScriptList list => list.Items.ToArray(),
        string text => Characters(state, text),
        ScriptTable { IsMap: false } set => [.. set.Entries.Values.Select(entry => entry.Key)],
        ScriptTable map => [.. map.Entries.Values.Select(entry => (object?)new ScriptList([entry.Key, entry.Value]))],
        _ => throw ErrorValues.Type($"{(value is ScriptObject ? "an object" : ScriptValue.Text(state, value))} is not iterable"),
    };

    private static object?[] Characters(ScriptState state, string text)
    {
        state.Charge(text.Length);
        var characters = new List<object?>();
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            characters.Add(pair ? text.Substring(i++, 2) : text[i].ToString());
        }
        return [.. characters];
    }
}
