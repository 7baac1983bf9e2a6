namespace Heed.Lens.Views;

/// <summary>A picture of known size that draws itself: alone on paper, among others, or in a page.</summary>
public interface IFigure
{
    /// <summary>What it shows, in a few words; empty for a part of another picture.</summary>
    string Title { get; }

    /// <summary>What is to be seen in it, for those who do not see it.</summary>
    string About { get; }

    /// <summary>Width, about 960 at most.</summary>
    double Width { get; }

    /// <summary>Height.</summary>
    double Height { get; }

    /// <summary>Draws it with its upper left corner at 0, 0.</summary>
    /// <param name="drawing">Where to.</param>
    void Draw(SvgDrawing drawing);
}
