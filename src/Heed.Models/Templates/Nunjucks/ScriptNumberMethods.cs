using System.Globalization;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Methods of numbers.</summary>
internal static class ScriptNumberMethods
{
    /// <summary>A method; null for none of that name.</summary>
    public static FunctionValue? Find(double number, string name) => name switch
    {
        "toFixed" => new FunctionValue(name, (state, arguments) => number.ToString(
            $"F{ScriptMembers.Place(state, arguments, 0, 100, 0)}", CultureInfo.InvariantCulture)),
        "toString" => new FunctionValue(name, (_, _) => ScriptValues.Print(number)),
        _ => null,
    };
}
