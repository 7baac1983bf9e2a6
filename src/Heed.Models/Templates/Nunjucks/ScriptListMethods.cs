using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Nunjucks.ScriptMembers;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Methods of lists that change nothing.</summary>
internal static class ScriptListMethods
{
    /// <summary>A method; null for none of that name.</summary>
    public static FunctionValue? Find(ListValue list, string name)
    {
        int count = list.Items.Count;
        Func<RenderState, Arguments, object?>? method = name switch
        {
            "join" => (s, a) => ScriptValues.Joined(s, list.Items, Text(s, a, 0, ",")),
            "toString" => (s, _) => ScriptValues.Text(s, list),
            "includes" => (_, a) => At(list, a) >= 0,
            "indexOf" => (_, a) => (long)At(list, a),
            "slice" => (s, a) => new ListValue([.. list.Items.Take(Place(s, a, 1, count, count)).Skip(Place(s, a, 0, count, 0))]),
            "concat" => (_, a) => new ListValue([.. list.Items, .. a.Places.SelectMany(item => item is ListValue more ? more.Items : [item])]),
            "reverse" => (_, _) => new ListValue([.. list.Items.Reverse()]),
            _ => null,
        };
        return method is null ? null : new FunctionValue(name, (state, arguments) =>
        {
            state.Step(count);
            return method(state, arguments);
        });
    }

    private static int At(ListValue list, Arguments arguments)
    {
        object? sought = arguments.Places.Count > 0 ? arguments.Places[0] : new Undefined("nothing was passed");
        for (int i = 0; i < list.Items.Count; i++)
            if (ScriptComparison.Strictly(list.Items[i], sought)) return i;
        return -1;
    }
}
