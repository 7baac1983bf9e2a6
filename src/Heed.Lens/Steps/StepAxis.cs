namespace Heed.Lens.Steps;

/// <summary>What the rows or columns of a step are.</summary>
/// <param name="Letter">The axis letter, such as <c>Tq</c>.</param>
/// <param name="Name">In words.</param>
/// <param name="Labels">A label each, such as the tokens; null where they are only numbered.</param>
public sealed record StepAxis(string Letter, string Name, IReadOnlyList<string>? Labels)
{
    /// <summary>Whether two axes have the same labels.</summary>
    internal bool IsLike(StepAxis other) => Letter == other.Letter && (Labels ?? []).SequenceEqual(other.Labels ?? []);
}
