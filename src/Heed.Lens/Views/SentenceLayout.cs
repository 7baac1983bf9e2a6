using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>Places the words of a text in lines, with room above for the lines between words.</summary>
internal sealed class SentenceLayout
{
    // Between two lines: the number under a word, and the least height in which a bow from one line to another can be followed.
    private const double Number = 15, Bow = 30;

    private readonly double _box, _pad, _space;

    /// <summary>Places them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Width of a line.</param>
    /// <param name="arcs">Lines between words.</param>
    public SentenceLayout(ShownText text, double most, IReadOnlyList<Arc> arcs)
    {
        (Size, _box, _pad, _space) = text.IsShort ? (15.0, 25.0, 6.0, 4.0) : (11.5, 16.0, 2.0, 1.5);
        Boxes = new WordBox[text.Words.Count];
        int[] lines = Columns(text, most);
        double y = 1;
        for (int w = 0; w < Boxes.Length;)
        {
            int line = lines[w], end = Array.FindIndex(lines, w, l => l != line);
            if (end < 0) end = Boxes.Length;
            double room = arcs.Where(arc => lines[arc.From] == line && lines[arc.To] == line).Select(arc => Rise(arc) + 4).DefaultIfEmpty(0).Max();
            if (arcs.Any(arc => Math.Min(lines[arc.From], lines[arc.To]) < line && line <= Math.Max(lines[arc.From], lines[arc.To])))
                room = Math.Max(room, Bow);
            y += room;
            for (; w < end; w++) Boxes[w] = Boxes[w] with { Y = y, Height = _box, BaseLine = y + _box * 0.5 + Size * 0.35, Line = line };
            y += _box + (text.IsShort ? 24 : 3);
        }
        Width = Math.Max(1, Boxes.Select(box => box.X + box.Width).DefaultIfEmpty(0).Max() + 2);
        Height = y + (text.IsShort ? -6 : 2);
    }

    /// <summary>The words' places.</summary>
    public WordBox[] Boxes { get; }

    /// <summary>Font size.</summary>
    public double Size { get; }

    /// <summary>Width of the whole.</summary>
    public double Width { get; }

    /// <summary>Height of the whole.</summary>
    public double Height { get; }

    /// <summary>The path of a line between two words: an arch over those of one line, a bow between lines.</summary>
    /// <param name="arc">The words.</param>
    public string Line(Arc arc)
    {
        (WordBox from, WordBox to) = (Boxes[arc.From], Boxes[arc.To]);
        (double x0, double x1) = (from.X + from.Width / 2, to.X + to.Width / 2);
        if (arc.From == arc.To) (x0, x1) = (x0 - from.Width / 4, x0 + from.Width / 4);
        if (from.Line == to.Line)
        {
            double top = from.Y, rise = Rise(arc) * 4 / 3; // a cubic reaches three quarters of its handles
            return string.Create(CultureInfo.InvariantCulture, $"M{x0:0.#} {top:0.#}C{x0:0.#} {top - rise:0.#} {x1:0.#} {top - rise:0.#} {x1:0.#} {top:0.#}");
        }
        bool up = to.Line < from.Line;
        double y0 = up ? from.Y : from.Y + from.Height + Number, y1 = up ? to.Y + to.Height + Number : to.Y, half = (y0 + y1) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{x0:0.#} {y0:0.#}C{x0:0.#} {half:0.#} {x1:0.#} {half:0.#} {x1:0.#} {y1:0.#}");
    }

    private double Rise(Arc arc)
    {
        double distance = Math.Abs(Boxes[arc.From].X - Boxes[arc.To].X);
        return Math.Min(14 + distance * 0.16, 76);
    }

    /// <summary>Sets the columns of all boxes; returns their lines.</summary>
    private int[] Columns(ShownText text, double most)
    {
        var lines = new int[Boxes.Length];
        double x = 1;
        int line = 0;
        for (int w = 0; w < lines.Length; w++)
        {
            ShownWord word = text.Words[w];
            string shown = TextWidths.Cut(word.Text, Size, most - 2 * _pad - 2);
            double width = TextWidths.Of(shown, Size) + 2 * _pad;
            // Marks stay with their word, as in print.
            x += w == 0 ? 0 : word.Before.Length > 0 ? _space : text.IsShort ? 1 : -_pad;
            if (w > 0 && (x + width > most || word.Before.Contains('\n'))) (x, line) = (1, line + 1);
            lines[w] = line;
            Boxes[w] = new WordBox(shown, x, 0, width, 0, x + _pad, 0, line);
            x += width;
        }
        return lines;
    }
}
