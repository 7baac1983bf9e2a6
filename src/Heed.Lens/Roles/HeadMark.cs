namespace Heed.Lens.Roles;

/// <summary>A place of a sentence that must find a word.</summary>
/// <param name="Question">What is to be found: <c>coreference</c>, the noun of a pronoun, or <c>answer</c>, the word that must be given.</param>
/// <param name="Row">The token that looks.</param>
/// <param name="Targets">The tokens of the right word.</param>
/// <param name="Nearest">Among the words that could be meant, a token of the one that stands nearest; −1 where there is none.</param>
public sealed record HeadMark(string Question, int Row, IReadOnlyList<int> Targets, int Nearest);
