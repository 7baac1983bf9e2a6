namespace Heed.Prompts.Traces;

/// <summary>A trace as later notes leave it, the same in every store.</summary>
public static class TraceNotes
{
    /// <summary>The trace with the scores and tags of its notes, whatever order they come in.</summary>
    public static Trace With(this Trace trace, IEnumerable<TraceNote> notes)
    {
        TraceNote[] inOrder = [.. notes.OrderBy(note => note.At).ThenBy(note => note.Id, StringComparer.Ordinal)];
        if (inOrder.Length == 0) return trace;
        var scores = new Dictionary<string, double>(trace.Scores);
        var tags = new List<string>(trace.Tags);
        foreach (TraceNote note in inOrder)
        {
            foreach ((string name, double score) in note.Scores) scores[name] = score;
            tags.AddRange(note.Tags.Where(tag => !tags.Contains(tag)));
        }
        return trace with { Scores = scores, Tags = tags };
    }
}
