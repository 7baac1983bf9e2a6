using Heed.Models.Templates.Library;

namespace Heed.Models.Templates.Values;

/// <summary>What <c>value.name</c> and <c>value[key]</c> give.</summary>
internal static class Members
{
    /// <summary><c>value.name</c>: a method or member, else the entry of that key.</summary>
    public static object? Dotted(RenderState state, object? value, string name)
    {
        object? own = Own(state, value, name);
        return own is Undefined && value is MapValue map && map.TryGet(name, out object? entry) ? entry : own;
    }

    /// <summary>A method or member, entries aside.</summary>
    public static object? Own(RenderState state, object? value, string name)
        => value is IMembers members ? members.Member(name) : (object?)Method(state, value, name) ?? Missing(value, $"'{name}'");

    /// <summary><c>value[key]</c>: the entry, else the method or member of that name.</summary>
    public static object? Indexed(RenderState state, object? value, object? key)
    {
        if (value is MapValue map && map.TryGet(key, out object? entry)) return entry;
        if (value is ListValue or string && key is long or bool)
        {
            long at = Kind.Whole(state, "index", key);
            if (value is ListValue list) return Place(list.Items.Count, at) is { } place ? list.Items[place] : Missing(value, $"item {at}");
            string text = (string)value;
            state.Step(1 + (text.Length / 16));
            string[] points = CodePoints.Split(text);
            return Place(points.Length, at) is { } point ? points[point] : Missing(value, $"item {at}");
        }
        if (value is Undefined undefined) throw state.Error($"{undefined.Why}; expected a value with items.");
        if (key is not string name) return Missing(value, $"item of {Kind.Of(key)}");
        return Own(state, value, name);
    }

    private static FunctionValue? Method(RenderState state, object? value, string name) => value switch
    {
        string text => StringMethods.Find(state, text, name),
        ListValue list => ListMethods.Find(state, list, name),
        MapValue map => MapMethods.Find(state, map, name),
        Undefined undefined => throw state.Error($"{undefined.Why}; expected a value with '{name}'."),
        _ => null,
    };

    private static int? Place(int count, long at) => at < 0 ? (at >= -count ? (int)(at + count) : null) : at < count ? (int)at : null;

    private static Undefined Missing(object? value, string what) => new($"{Kind.Of(value)} has no {what}");
}
