namespace Heed.Prompts.Assertions;

/// <summary>A kind of assertion; a new one is a new file and a line in the list of kinds.</summary>
public interface IAssertion
{
    /// <summary>Its name in files, without <c>not-</c>.</summary>
    string Type { get; }

    /// <summary>Whether <c>not-</c> turns it round; where it does not, <c>not-</c> has no effect, as in promptfoo.</summary>
    bool Inverts { get; }

    /// <summary>Whether its value is taken as it stands: no variables put in, no file read.</summary>
    bool KeepsValue => false;

    /// <summary>Judges an answer. Called by several threads at once.</summary>
    /// <exception cref="HeedException">It cannot be judged: a value is missing or wrong; the row becomes an error.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    AssertionResult Judge(AssertionContext context);
}
