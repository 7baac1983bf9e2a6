namespace Heed.Prompts.Stores.Files;

/// <summary>A sound record of a segment.</summary>
/// <param name="Start">Where its line begins in the file.</param>
/// <param name="Length">Bytes of the line, without its end.</param>
/// <param name="IsNote">Whether it is a note; else it is a trace.</param>
/// <param name="Json">The object.</param>
internal readonly record struct SegmentRecord(long Start, int Length, bool IsNote, ReadOnlyMemory<byte> Json);
