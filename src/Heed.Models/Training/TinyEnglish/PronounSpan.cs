namespace Heed.Models.Training.TinyEnglish;

/// <summary>The characters of a pronoun in a sentence, and the words it stands for.</summary>
public readonly record struct PronounSpan(int Start, int Length, string Referent);
