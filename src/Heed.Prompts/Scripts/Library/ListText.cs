using System.Text;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Lists as texts.</summary>
internal static class ListText
{
    private const int Deepest = 100;

    /// <summary>The items with a text between them; nothing for what is nothing.</summary>
    public static string Join(ScriptState state, ScriptList list, string between, int depth = 0)
    {
        if (depth > Deepest) throw ErrorValues.Range($"the list contains itself, or more than {Deepest} lists inside each other");
        var text = new StringBuilder();
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) text.Append(between);
            object? item = list.Items[i];
            string part = ScriptValue.IsNothing(item) ? "" : item is ScriptList inner ? Join(state, inner, ",", depth + 1) : ScriptValue.Text(state, item);
            state.Charge(part.Length + between.Length);
            text.Append(part);
        }
        return text.ToString();
    }
}
