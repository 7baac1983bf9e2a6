namespace Heed.Prompts.Versions;

/// <summary>
/// Where versions of prompts and moves of labels are kept. Nothing in it ever changes: versions and moves are only added. Safe for several threads, and for
/// several processes on one store at once.
/// </summary>
public interface IVersionStore
{
    /// <summary>The names of all prompts, in ordinal order.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    IReadOnlyList<string> Prompts();

    /// <summary>A prompt's versions, by number; empty for a prompt that is not there.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    IReadOnlyList<RecordedVersion> Versions(string prompt);

    /// <summary>The moves of a prompt's labels, the oldest first.</summary>
    /// <exception cref="HeedException">The store cannot be read.</exception>
    IReadOnlyList<LabelEvent> LabelEvents(string prompt);

    /// <summary>Records a version, on the disk when it returns; content that is there already is that version, with its number, author and message.</summary>
    /// <exception cref="HeedException">The store cannot be written, or the prompt's name is empty.</exception>
    RecordedVersion Record(NewVersion version);

    /// <summary>Moves a label, on the disk when it returns; null where it stands there already.</summary>
    /// <param name="move">Which label, by whom and why.</param>
    /// <param name="choose">
    /// From the label's past to where it goes: asked while no one else can move labels of this prompt. What it throws leaves everything as it was.
    /// </param>
    /// <exception cref="HeedException">The store cannot be written.</exception>
    LabelEvent? Move(LabelMove move, Func<LabelPast, LabelTarget> choose);
}
