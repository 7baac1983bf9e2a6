using System.Globalization;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The attribute argument of filters: a name or number, or several with dots between.</summary>
internal static class Attributes
{
    /// <summary>An item's attribute; the item itself where none is asked for.</summary>
    public static object? Of(RenderState state, object? item, object? attribute, object? otherwise = null)
    {
        if (attribute is null) return item;
        if (attribute is long) return Members.Indexed(state, item, attribute);
        foreach (string name in Kind.Text(state, "attribute", attribute).Split('.'))
        {
            item = Members.Indexed(state, item, long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long at) ? at
                : name);
            if (item is Undefined && otherwise is not null) return otherwise;
        }
        return item;
    }
}
