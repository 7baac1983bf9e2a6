using System.Globalization;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>What <c>value.name</c> and <c>value[key]</c> give: entries, items, length and those methods of ECMAScript that prompts use.</summary>
internal static class ScriptMembers
{
    /// <summary>A member; undefined for none, and of what is undefined or null too.</summary>
    public static object? Get(RenderState state, object? value, object? key)
    {
        if (value is null or Undefined) return new Undefined($"'{ScriptValues.Spelled(state, key)}' of nothing is undefined");
        if (key is long or double && value is ListValue or string && key is not string)
        {
            int count = value is ListValue l ? l.Items.Count : ((string)value).Length;
            double at = Numbers.Real(key!);
            if (at != Math.Floor(at) || at < 0 || at >= count) return new Undefined($"there is no item {ScriptValues.Print(at)}");
            return value is ListValue list ? list.Items[(int)at] : ((string)value)[(int)at].ToString();
        }
        string name = ScriptValues.Spelled(state, key);
        if (value is MapValue map) return map.TryGet(name, out object? entry) ? entry : new Undefined($"'{name}' is undefined");
        if (value is IMembers members) return members.Member(name);
        if (value is ListValue or string && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long place))
            return Get(state, value, place);
        return value switch
        {
            string text => name == "length" ? (long)text.Length : (object?)ScriptTextMethods.Find(text, name),
            ListValue list => name == "length" ? (long)list.Items.Count : ScriptListMethods.Find(list, name),
            long or double => ScriptNumberMethods.Find(Numbers.Real(value), name),
            _ => null,
        } ?? new Undefined($"{Kind.Of(value)} has no '{name}'");
    }

    /// <summary>The place an argument means, counted from the end where negative, within 0 to <paramref name="count"/>.</summary>
    public static int Place(RenderState state, Arguments arguments, int at, int count, int otherwise)
    {
        if (arguments.Places.Count <= at || arguments.Places[at] is Undefined) return otherwise;
        double place = ScriptValues.Number(state, arguments.Places[at]);
        if (double.IsNaN(place)) place = 0;
        place = Math.Truncate(place);
        return (int)Math.Clamp(place < 0 ? place + count : place, 0, count);
    }

    /// <summary>An argument's text; empty where it is left out.</summary>
    public static string Text(RenderState state, Arguments arguments, int at, string otherwise = "")
        => arguments.Places.Count > at ? ScriptValues.Spelled(state, arguments.Places[at]) : otherwise;
}
