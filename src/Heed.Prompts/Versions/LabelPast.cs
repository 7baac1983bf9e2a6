namespace Heed.Prompts.Versions;

/// <summary>Where a label stood, and stands. Going back takes the last place away, so that going back twice goes back two places.</summary>
public sealed class LabelPast
{
    private readonly Stack<string?> _places = new([null]);

    /// <summary>Follows the moves of one label, the oldest first.</summary>
    public LabelPast(IEnumerable<LabelEvent> events)
    {
        foreach (LabelEvent moved in events)
        {
            if (moved.IsRollback && _places.Count > 1) _places.Pop();
            // After two copies of a store were joined a move back may not lead where the stack says: the event is right.
            if (_places.Peek() != moved.New) _places.Push(moved.New);
        }
    }

    /// <summary>The hash of the version it stands at; null where it is not there.</summary>
    public string? Now => _places.Peek();

    /// <summary>The place before, where going back leads; null where there is none.</summary>
    public string? Before => _places.Skip(1).FirstOrDefault(place => place is not null);

    /// <summary>The label's move, were it to <paramref name="target"/>; null where it stands there.</summary>
    /// <param name="move">Which label, by whom and why.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="now">The time.</param>
    /// <param name="last">When the prompt's last event was; the new one comes after it, whatever the clocks say.</param>
    public LabelEvent? To(LabelMove move, LabelTarget target, DateTimeOffset now, DateTimeOffset? last)
    {
        if (target.Hash == Now) return null;
        DateTimeOffset at = VersionJson.Time(now);
        if (last is { } before && at <= before) at = before.ToUniversalTime().AddMicroseconds(1);
        return new LabelEvent(Guid.CreateVersion7(at).ToString("N"), move.Prompt, move.Label, Now, target.Hash, at, move.Author, move.Reason,
            target.IsRollback);
    }
}
