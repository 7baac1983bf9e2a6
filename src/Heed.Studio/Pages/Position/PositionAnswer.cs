namespace Heed.Studio.Pages.Position;

/// <summary>What becomes of an answer as its passage moves.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Window">The most tokens it takes.</param>
/// <param name="Task">What was asked.</param>
/// <param name="Unit">What sizes and places count: <c>tokens</c> (and percent) or <c>passages</c>.</param>
/// <param name="Samples">Questions over which the means are taken.</param>
/// <param name="Example">The passage of the first question, with the question and its answer.</param>
/// <param name="Points">Size by size, place by place.</param>
/// <param name="ClosedBook">For each size the same prompts without the passage.</param>
/// <param name="Oracle">The passage and the question alone.</param>
/// <param name="Summaries">For each size what the curve comes to.</param>
public sealed record PositionAnswer(
    string Model, int Window, string Task, string Unit, int Samples, ExampleAnswer Example, IReadOnlyList<PointAnswer> Points, IReadOnlyList<BaselineAnswer> ClosedBook,
    BaselineAnswer Oracle, IReadOnlyList<SummaryAnswer> Summaries);
