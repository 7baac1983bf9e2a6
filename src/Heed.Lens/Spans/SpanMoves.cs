using System.Text;

namespace Heed.Lens.Spans;

/// <summary>
/// A span that moves among the units of its text: Lost in the Middle (Liu et al. 2023) on a prompt of one's own. The question behind them stays last.
/// </summary>
/// <remarks>The blanks between units stay where they are, so that the span at its own place gives the text as it was.</remarks>
public sealed class SpanMoves
{
    private readonly string _text;
    private readonly IReadOnlyList<Range> _units;
    private readonly int _span;

    private SpanMoves(string text, IReadOnlyList<Range> units, int span) => (_text, _units, _span) = (text, units, span);

    /// <summary>Places there are: 0 is before all other units, the last one straight before the question.</summary>
    public int Count => _units.Count;

    /// <summary>The place where it stands.</summary>
    public int Here => _span;

    /// <summary>Finds the units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="region">The part of it that is moved about in: the prompt, or one message of a conversation.</param>
    /// <param name="name">What the span is called.</param>
    /// <param name="span">The span.</param>
    /// <param name="others">Other spans of the text, kept whole.</param>
    /// <param name="question">The first character of what stays last; null for the last sentence that asks, or the last one where none does.</param>
    /// <exception cref="HeedException">The span is a part of a sentence, or there is nothing that it could move past.</exception>
    public static SpanMoves Of(string text, Range region, string name, Range span, IReadOnlyList<Range> others, int? question = null)
    {
        var units = new TextUnits(text, region, [span, .. others]);
        if (!units.IsWhole(span))
            throw new HeedException($"span: '{name}' is a part of a sentence and cannot move. Mark whole sentences or lines, with the mark at their end.");
        // Another span around this one would have taken its place.
        int start = span.Start.GetOffset(text.Length);
        while (char.IsWhiteSpace(text[start])) start++;
        units = new TextUnits(
            text, region, [span, .. others.Where(other => other.End.GetOffset(text.Length) <= start || other.Start.GetOffset(text.Length) > start)]);
        int place = Enumerable.Range(0, units.All.Count).First(unit => units.All[unit].Start.Value == start);
        int asks = question is { } from ? Enumerable.Range(0, units.All.Count).FirstOrDefault(unit => units.All[unit].Start.Value >= from, units.All.Count)
            : Enumerable.Range(0, units.All.Count).LastOrDefault(unit => units.Asks(units.All[unit]), -1);
        if (question is null && asks <= place) asks = units.All.Count - 1;
        if (asks <= place)
            throw new HeedException($"span: '{name}' is the last sentence, behind which the answer stands; it cannot move. Name the span where the "
                + "question begins: question: NAME.");
        if (asks == 1) throw new HeedException($"span: '{name}' has nothing to move past: expected other sentences or spans before the question.");
        return new SpanMoves(text, [.. units.All.Take(asks)], place);
    }

    /// <summary>Some places, as evenly as they can be spread, the first and the last among them.</summary>
    /// <param name="count">How many, at least 2.</param>
    public IReadOnlyList<int> Spread(int count)
        => [.. Enumerable.Range(0, count).Select(i => (int)Math.Round((double)i * (Count - 1) / (count - 1), MidpointRounding.AwayFromZero)).Distinct()];

    /// <summary>The text with the span at a place, and where it stands in it.</summary>
    public (string Text, Range Span) At(int place)
    {
        var order = new List<Range>(_units.Where((_, unit) => unit != _span));
        order.Insert(place, _units[_span]);
        var made = new StringBuilder(_text, 0, _units[0].Start.Value, _text.Length);
        int start = 0;
        for (int i = 0; i < order.Count; i++)
        {
            if (i == place) start = made.Length;
            made.Append(_text[order[i]]);
            int end = _units[i].End.Value, next = i + 1 < _units.Count ? _units[i + 1].Start.Value : _text.Length;
            made.Append(_text, end, next - end);
        }
        return (made.ToString(), start..(start + _text[_units[_span]].Length));
    }
}
