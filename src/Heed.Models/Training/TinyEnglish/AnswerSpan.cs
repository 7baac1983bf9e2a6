namespace Heed.Models.Training.TinyEnglish;

/// <summary>The characters of an answer in a sentence, without the space before it and the period after it.</summary>
public readonly record struct AnswerSpan(int Start, int Length);
