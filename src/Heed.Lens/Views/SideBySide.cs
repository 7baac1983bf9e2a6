namespace Heed.Lens.Views;

/// <summary>Two figures beside each other, or below each other where they are too wide for that.</summary>
/// <param name="title">What both show; empty for nothing.</param>
/// <param name="first">Left.</param>
/// <param name="second">Right.</param>
public sealed class SideBySide(string title, IFigure first, IFigure second) : IFigure
{
    private const double Between = 44, Most = 912, Heading = 24;

    /// <inheritdoc/>
    public string Title => title;

    /// <inheritdoc/>
    public string About => $"{first.About} {second.About}";

    private bool IsBeside => Left + Between + Right <= Most;

    private double Left => Math.Max(first.Width, TextWidths.Of(first.Title, 12));

    private double Right => Math.Max(second.Width, TextWidths.Of(second.Title, 12));

    /// <inheritdoc/>
    public double Width => 2 + (IsBeside ? Left + Between + Right : Math.Max(Left, Right));

    /// <inheritdoc/>
    public double Height => IsBeside ? Heading + Math.Max(first.Height, second.Height) : 2 * Heading + 16 + first.Height + second.Height;

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing)
    {
        drawing.Text(0, 12, first.Title, 12, Tone.Ink);
        drawing.At(0, Heading, () => first.Draw(drawing));
        (double x, double y) = IsBeside ? (Left + Between, 0.0) : (0.0, Heading + 16 + first.Height);
        drawing.Text(x, y + 12, second.Title, 12, Tone.Ink);
        drawing.At(x, y + Heading, () => second.Draw(drawing));
    }
}
