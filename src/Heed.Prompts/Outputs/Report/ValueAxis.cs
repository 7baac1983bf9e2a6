using System.Globalization;
using Heed.Lens.Views;

namespace Heed.Prompts.Outputs.Report;

/// <summary>An axis of numbers with round ones marked; all pictures that are looked at beside each other have one in common.</summary>
/// <param name="Low">Its end.</param>
/// <param name="High">Its other end.</param>
/// <param name="Step">Between two marks: 1, 2 or 5 times a power of ten.</param>
internal sealed record ValueAxis(double Low, double High, double Step)
{
    private const double Largest = 1e9;

    /// <summary>One that holds 0 and all numbers.</summary>
    /// <param name="values">The numbers; those that no measure gives are passed over, as a file may hold anything.</param>
    /// <param name="marks">About how many marks.</param>
    public static ValueAxis Of(IEnumerable<double> values, int marks = 5)
    {
        (double low, double high) = (0, 0);
        foreach (double value in values.Where(value => Math.Abs(value) <= Largest)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (high - low < 1 / Largest) return new ValueAxis(0, 1, 1);
        double raw = (high - low) / marks, power = Math.Pow(10, Math.Floor(Math.Log10(raw))),
            step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return new ValueAxis(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>The round numbers.</summary>
    public IEnumerable<double> Marks
    {
        get
        {
            for (int i = (int)Math.Round(Low / Step); i <= (int)Math.Round(High / Step); i++) yield return i * Step;
        }
    }

    /// <summary>A number's place between two ends of a picture.</summary>
    public double At(double value, double from, double to) => from + (value - Low) / (High - Low) * (to - from);

    /// <summary>A mark's number, in as many figures as the step has.</summary>
    public string Text(double mark)
    {
        int digits = Math.Clamp(-(int)Math.Floor(Math.Log10(Step) + 1e-9), 0, 12);
        return (Math.Round(mark, digits) + 0.0).ToString("F" + digits, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Draws it to the left of a picture, with thin lines across, that of 0 stronger.</summary>
    public void DrawUp(SvgDrawing drawing, double left, double right, double top, double bottom)
    {
        foreach (double mark in Marks)
        {
            double y = At(mark, bottom, top);
            drawing.Stroke(Path($"M{left:0.#} {y:0.#}H{right:0.#}"), mark == 0 ? Tone.Soft : Tone.Line, mark == 0 ? 1 : 0.75);
            drawing.Text(left - 6, y + 3.5, Text(mark), PictureTones.Letters, Tone.Soft, Anchor.End);
        }
    }

    /// <summary>How much room its numbers take to the left of a picture.</summary>
    public double Room => Marks.Max(mark => TextWidths.Of(Text(mark), PictureTones.Letters)) + 10;

    /// <summary>Draws it below a picture, with a line at 0.</summary>
    public void DrawAcross(SvgDrawing drawing, double left, double right, double top, double bottom)
    {
        drawing.Stroke(Path($"M{left:0.#} {bottom:0.#}H{right:0.#}"), Tone.Line, 1);
        foreach (double mark in Marks)
        {
            double x = At(mark, left, right);
            drawing.Stroke(Path($"M{x:0.#} {(mark == 0 ? top : bottom):0.#}V{bottom + 4:0.#}"), mark == 0 ? Tone.Soft : Tone.Line, 1);
            drawing.Text(x, bottom + 16, Text(mark), PictureTones.Letters, Tone.Soft, Anchor.Middle);
        }
    }

    /// <summary>A path, in SVG's figures.</summary>
    public static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
