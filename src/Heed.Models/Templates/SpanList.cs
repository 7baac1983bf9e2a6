namespace Heed.Models.Templates;

/// <summary>The named parts of what a rendering writes.</summary>
internal sealed class SpanList
{
    private readonly List<TemplateSpan> _spans = [];
    private readonly Stack<(string Name, int Start, int Line)> _open = [];

    /// <summary>Adds a part.</summary>
    public void Add(string name, int start, int length) => _spans.Add(new TemplateSpan(name, start, length));

    /// <summary>Begins a part here.</summary>
    public void Open(string name, int start, int line) => _open.Push((name, start, line));

    /// <summary>Ends the part that began last.</summary>
    /// <exception cref="HeedException">None is open.</exception>
    public void Close(int end, RenderState state)
    {
        if (!_open.TryPop(out var open)) throw state.Error("{{/span}} ends a span that did not begin; expected {{#span name}} before it.");
        Add(open.Name, open.Start, end - open.Start);
    }

    /// <summary>Refuses parts that did not end.</summary>
    /// <exception cref="HeedException">There is one.</exception>
    public void CheckClosed(RenderState state)
    {
        if (!_open.TryPeek(out var open)) return;
        state.Line = open.Line;
        throw state.Error($"the span '{open.Name}' does not end; expected {{{{/span}}}} after it.");
    }

    /// <summary>All of them by their starts, the longer first.</summary>
    public IReadOnlyList<TemplateSpan> Closed() => [.. _spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length)];
}
