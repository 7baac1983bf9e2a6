using System.Text;

namespace Heed.Models.Tasks;

/// <summary>Lets a growing text through up to the first of some strings: what may be the beginning of one is held back.</summary>
internal sealed class StopText(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _held = new();

    /// <summary>Whether one of the strings has come.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes more text and returns what can be shown.</summary>
    public string Append(string text)
    {
        if (Stopped) return "";
        if (stops.Count == 0) return text;
        string all = _held.Append(text).ToString();
        int end = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        Stopped = end >= 0;
        if (end < 0) end = all.Length - stops.Max(stop => Overlap(all, stop));
        _held.Clear();
        if (!Stopped) _held.Append(all, end, all.Length - end);
        return all[..end];
    }

    /// <summary>What was held back and now stays without an end.</summary>
    public string Finish() => Stopped ? "" : _held.ToString();

    /// <summary>The longest end of the text that begins the string.</summary>
    private static int Overlap(string text, string stop)
    {
        for (int length = Math.Min(stop.Length - 1, text.Length); length > 0; length--)
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length))) return length;
        return 0;
    }
}
