namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>A prompt as its model read it.</summary>
/// <param name="Model">The model's name in the studio.</param>
/// <param name="Text">The text; a conversation in the words of the model's chat template.</param>
/// <param name="Answer">What came back, without the blanks around it.</param>
public sealed record ReadAnswer(string Model, string Text, string Answer);
