using Heed.Prompts.Assertions;

namespace Heed.Prompts.Insides;

/// <summary>
/// An assertion on what happens inside the model while it answers. It runs the column's own model on the row's prompt once more; of a conversation, in the
/// words of the model's chat template, as the answer was made. <c>not-</c> turns the verdict round, and the score into 1 − score.
/// </summary>
public abstract class InsideAssertion : IAssertion
{
    /// <inheritdoc/>
    public abstract string Type { get; }

    /// <inheritdoc/>
    public bool Inverts => true;

    /// <summary>The keys it reads beside <c>value</c> and <c>threshold</c>.</summary>
    protected abstract IReadOnlyList<string> Keys { get; }

    /// <inheritdoc/>
    public AssertionResult Judge(AssertionContext context)
    {
        try
        {
            var settings = new InsideSettings(context, Keys);
            InsideFinding found = context.Once(Type, InsideCase.ModelOf(context), settings.Decisive(),
                () => Find(InsideCase.Of(context, settings), settings), one => one.Json(), InsideFinding.Read);
            bool not = context.Assertion.Not, pass = found.Holds != not;
            return new AssertionResult(context.Assertion, pass ? Verdict.Pass : Verdict.Fail, not ? 1 - found.Score : found.Score,
                not ? $"{found.Reason}; not- asks for the opposite" : found.Reason)
            {
                Value = context.Value, Details = found.Details,
            };
        }
        catch (HeedException error)
        {
            throw new HeedException($"{context.Assertion.Place}: {Type}: {error.Message}", error) { IsUnsupported = error.IsUnsupported };
        }
    }

    /// <summary>Measures and compares.</summary>
    /// <exception cref="HeedException">A key is missing or wrong, or the model cannot be asked.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    private protected abstract InsideFinding Find(InsideCase one, InsideSettings settings);
}
