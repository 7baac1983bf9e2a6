using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>What plain scalars mean in YAML 1.2's core schema, with binary numbers as js-yaml has them: yes, no, on and dates are texts.</summary>
internal static partial class YamlScalars
{
    /// <summary>Reads a plain scalar.</summary>
    public static ConfigNode Resolve(string text, Place place) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ConfigNode.Null(place),
        "true" or "True" or "TRUE" => ConfigNode.Of(place, true),
        "false" or "False" or "FALSE" => ConfigNode.Of(place, false),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => ConfigNode.Of(place, double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => ConfigNode.Of(place, double.NegativeInfinity),
        ".nan" or ".NaN" or ".NAN" => ConfigNode.Of(place, double.NaN),
        _ => Number(text) is { } number ? ConfigNode.Of(place, number) : ConfigNode.Of(place, text),
    };

    private static double? Number(string text)
    {
        if (Based().Match(text) is { Success: true } based)
        {
            int radix = based.Groups[2].ValueSpan[0] switch { 'x' => 16, 'o' => 8, _ => 2 };
            double value = 0;
            foreach (char digit in based.Groups[3].ValueSpan)
            {
                int worth = int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (worth >= radix) return null;
                value = (value * radix) + worth;
            }
            return based.Groups[1].Value == "-" ? -value : value;
        }
        return Decimal().IsMatch(text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex("^([-+]?)0([xob])([0-9a-fA-F]+)$")]
    private static partial Regex Based();

    [GeneratedRegex(@"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();
}
