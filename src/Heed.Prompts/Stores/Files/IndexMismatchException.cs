namespace Heed.Prompts.Stores.Files;

/// <summary>The index leads to a place in a segment that does not hold what it says.</summary>
internal sealed class IndexMismatchException() : Exception("the index does not fit the segments");
