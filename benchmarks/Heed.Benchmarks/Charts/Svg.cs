using System.Globalization;
using System.Xml.Linq;

namespace Heed.Benchmarks;

/// <summary>The few elements of SVG that charts are made of. Numbers are pixels; looks come from classes.</summary>
internal static class Svg
{
    private static readonly XNamespace s_namespace = "http://www.w3.org/2000/svg";

    /// <summary>A name in SVG's namespace.</summary>
    public static XName Name(string name) => s_namespace + name;

    /// <summary>Text that begins at (x, y) unless its class says otherwise.</summary>
    public static XElement Text(string text, double x, double y, string classes)
        => new(Name("text"), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("class", classes), text);

    /// <summary>A straight line.</summary>
    public static XElement Line(double x1, double y1, double x2, double y2, string classes)
        => new(
            Name("line"), new XAttribute("x1", Number(x1)), new XAttribute("y1", Number(y1)), new XAttribute("x2", Number(x2)),
            new XAttribute("y2", Number(y2)), new XAttribute("class", classes));

    /// <summary>A line through points.</summary>
    public static XElement Polyline(IEnumerable<(double X, double Y)> points, string classes, string dashes)
        => new(
            Name("polyline"), new XAttribute("points", string.Join(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"))),
            new XAttribute("class", classes),
            dashes.Length == 0 ? null : new XAttribute("stroke-dasharray", dashes));

    /// <summary>A filled circle.</summary>
    public static XElement Circle(double x, double y, double radius, string classes)
        => new(
            Name("circle"), new XAttribute("cx", Number(x)),
            new XAttribute("cy", Number(y)), new XAttribute("r", Number(radius)), new XAttribute("class", classes));

    /// <summary>A number with at most one digit after the point.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
