namespace Heed.Studio.Pages.Position;

/// <summary>A question whose answer stands in one passage.</summary>
/// <param name="Passage">What is moved.</param>
/// <param name="Question">What follows everything.</param>
/// <param name="Answer">The right answer.</param>
public sealed record ExampleAnswer(string Passage, string Question, string Answer);
