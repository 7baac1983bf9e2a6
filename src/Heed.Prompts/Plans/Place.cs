namespace Heed.Prompts.Plans;

/// <summary>Where something stands in a file, for messages: <c>promptfooconfig.yaml, line 12, column 5</c>.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">From 1; 0 where it is not known.</param>
/// <param name="Column">From 1; 0 where it is not known.</param>
public sealed record Place(string File, int Line = 0, int Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : Column == 0 ? $"{File}, line {Line}" : $"{File}, line {Line}, column {Column}";
}
