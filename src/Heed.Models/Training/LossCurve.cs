using System.Globalization;
using System.Text;

namespace Heed.Models.Training;

/// <summary>The loss over the steps as an SVG picture.</summary>
internal static class LossCurve
{
    private const int Width = 640, Height = 320, Left = 56, Right = 16, Top = 28, Bottom = 40;

    /// <summary>Draws it.</summary>
    public static string Draw(string title, IReadOnlyList<(int Step, double Loss)> points, int steps)
    {
        double highest = Math.Max(1e-6, points.Count == 0 ? 1 : points.Max(p => p.Loss)) * 1.05;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n<text x=\"{Left}\" y=\"18\">{System.Security.SecurityElement.Escape(title)}</text>\n");
        for (int i = 0; i <= 4; i++)
        {
            double loss = highest * i / 4;
            double y = Y(loss);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{loss:F2}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(steps * i / 4.0):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{steps * i / 4}</text>\n");
        }
        svg.Append("<polyline fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"1.5\" points=\"");
        foreach ((int step, double loss) in points) svg.Append(CultureInfo.InvariantCulture, $"{X(step):F1},{Y(loss):F1} ");
        svg.Append(CultureInfo.InvariantCulture, $"\"/>\n<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">step</text>\n</svg>\n");
        return svg.ToString();

        double X(double step) => Left + (Width - Left - Right) * step / Math.Max(1, steps);
        double Y(double loss) => Top + (Height - Top - Bottom) * (1 - loss / highest);
    }
}
