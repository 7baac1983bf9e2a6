using System.Globalization;
using System.Xml.Linq;
using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>Where an SVG's texts are, by the estimate of their widths.</summary>
internal static class SvgBounds
{
    /// <summary>Checks that it is XML, has a view box, and that no text or box leaves it.</summary>
    public static XDocument Check(string svg)
    {
        XDocument document = XDocument.Parse(svg);
        double[] box = Numbers(document.Root!.Attribute("viewBox")!.Value);
        Visit(document.Root!, 0, 0, 16);
        return document;

        void Visit(XElement element, double x, double y, double size)
        {
            if (element.Attribute("font-size") is { } font) size = (double)font;
            if (element.Name.LocalName == "g" && element.Attribute("transform") is { } move)
            {
                double[] by = Numbers(move.Value["translate(".Length..^1]);
                (x, y) = (x + by[0], y + by[1]);
            }
            if (element.Name.LocalName == "text") Text(element, x, y, size);
            if (element.Name.LocalName == "rect" && element.Attribute("x") is not null)
            {
                (double left, double top) = (x + (double)element.Attribute("x")!, y + (double)element.Attribute("y")!);
                Assert.InRange(left, -1, box[2] + 1);
                Assert.InRange(top, -1, box[3] + 1);
                Assert.InRange(left + (double)element.Attribute("width")!, -1, box[2] + 1);
                Assert.InRange(top + (double)element.Attribute("height")!, -1, box[3] + 1);
            }
            foreach (XElement inner in element.Elements()) Visit(inner, x, y, size);
        }

        void Text(XElement text, double x, double y, double size)
        {
            double width = TextWidths.Of(text.Value, size), at = x + (double)text.Attribute("x")!, line = y + (double)text.Attribute("y")!;
            double start = text.Attribute("text-anchor")?.Value switch { "middle" => -width / 2, "end" => -width, _ => 0 };
            double turn = text.Attribute("transform") is { } rotate ? Numbers(rotate.Value["rotate(".Length..^1])[0] * Math.PI / 180 : 0;
            foreach ((double dx, double dy) in ((double, double)[])[(start, 0), (start + width, 0), (start, -0.72 * size), (start + width, -0.72 * size)])
            {
                (double px, double py) = (at + dx * Math.Cos(turn) - dy * Math.Sin(turn), line + dx * Math.Sin(turn) + dy * Math.Cos(turn));
                Assert.True(px >= -1 && px <= box[2] + 1 && py >= -1 && py <= box[3] + 1, $"'{text.Value}' reaches {px:F1}, {py:F1} of {box[2]} × {box[3]}");
            }
        }
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
