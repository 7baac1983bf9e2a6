using System.CommandLine;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Cli;

/// <summary>The options of every command that asks for the causes of an answer.</summary>
internal sealed class QuestionOptions
{
    /// <summary>--answer.</summary>
    public Option<string?> Answer { get; } = new("--answer") { Description = "The answer whose causes are asked for: words, or a class." };

    /// <summary>--other.</summary>
    public Option<string?> Other { get; } = new("--other") { Description = "The answer it is held against; left out: the answer's log-probability is explained." };

    /// <summary>--budget.</summary>
    public Option<int> Budget { get; } = new("--budget") { Description = "Megabytes that what is kept of a run may take.", DefaultValueFactory = _ => 4096 };

    /// <summary>The budget in bytes.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public long Bytes(ParseResult result)
        => result.GetValue(Budget) is > 0 and var megabytes ? megabytes * 1_000_000L : throw new HeedException($"budget: expected at least 1 megabyte; got {result.GetValue(Budget)}.");

    /// <summary>The question.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The text.</param>
    /// <param name="at">Of a masked-word model without a mask: the token at whose place the answer is read.</param>
    /// <exception cref="HeedException">There is no answer, or it does not fit the model.</exception>
    public Question Of(ParseResult result, LanguageModel model, string prompt, int? at = null)
    {
        if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("prompt: expected some words; got an empty text.");
        string answer = result.GetValue(Answer)
            ?? throw new HeedException("answer: expected the answer whose causes are asked for, as in --answer trophy --other suitcase; it was left out.");
        return Question.Of(model, prompt, answer, result.GetValue(Other), at);
    }
}
