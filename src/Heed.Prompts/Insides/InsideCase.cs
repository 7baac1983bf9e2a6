using Heed.Lens.Spans;
using Heed.Models;
using Heed.Prompts.Assertions;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Insides;

/// <summary>A row's prompt with its spans, as the column's own model reads it, and its answer.</summary>
internal sealed class InsideCase
{
    private readonly AssertionContext _context;
    private readonly ModelText _prompt;
    private readonly Lazy<(ExpectedAnswers All, AnswerLead Lead)> _answer;

    private InsideCase(AssertionContext context, string name, ModelText prompt, AskedText text, InsideSettings settings)
    {
        (_context, _prompt, Name, Text) = (context, prompt, name, text);
        _answer = new(() => Ask(settings));
    }

    /// <summary>The model's name, without <c>heed:</c>.</summary>
    public string Name { get; }

    /// <summary>The prompt.</summary>
    public AskedText Text { get; }

    /// <summary>Stops between runs.</summary>
    public CancellationToken Cancellation => _context.Cancellation;

    /// <summary>The expected answers, or the model's own where none was named.</summary>
    public ExpectedAnswers Answers => _answer.Value.All;

    /// <summary>The answer that is looked at: the likeliest expected one.</summary>
    public AnswerLead Answer => _answer.Value.Lead;

    /// <summary>Whether the answer is the one the model gave.</summary>
    public bool IsOwnAnswer { get; private set; }

    /// <summary>The model that answered.</summary>
    /// <exception cref="HeedException">The provider is no local model.</exception>
    public static string ModelOf(AssertionContext context) => context.Column.Provider.Model ?? throw new HeedException(
        $"looks inside the model that answers; provider '{context.Column.Provider.Id}' has none on this machine. Expected one such as heed:tiny-decoder.");

    /// <summary>Reads a row.</summary>
    /// <exception cref="HeedException">The provider is no local model, or its model cannot be asked.</exception>
    public static InsideCase Of(AssertionContext context, InsideSettings settings)
    {
        string name = ModelOf(context);
        LanguageModel model = context.Models.Load(name);
        ModelText prompt = ModelText.Of(context, model, name);
        string plain = name.StartsWith("heed:", StringComparison.Ordinal) ? name["heed:".Length..] : name;
        return new InsideCase(context, plain, prompt, AskedText.Of(model, prompt.Text, prompt.AddSpecialTokens), settings);
    }

    /// <summary>The name of a span that must be given.</summary>
    /// <exception cref="HeedException">It is not.</exception>
    public string SpanName(InsideSettings settings)
        => settings.Text("span") ?? throw new HeedException($"span: expected the name of a part of the prompt; there is none. {Known()}");

    /// <summary>Where the parts of a name stand in the text, and around the first of them the prompt, or its message.</summary>
    /// <exception cref="HeedException">The prompt has no such span; the message names those it has.</exception>
    public (IReadOnlyList<Range> Parts, Range Around) Places(string name)
    {
        PromptSpan[] found = [.. _context.Spans.Where(span => span.Name == name && span.Length > 0)];
        if (found.Length == 0) throw new HeedException($"span: the prompt has no part called '{name}'. {Known()}");
        (Range Part, Range Around)[] places = [.. found.Select(span => _prompt.Place(span.Name, span.Start, span.Length))];
        return ([.. places.Select(place => place.Part)], places[0].Around);
    }

    /// <summary>The tokens of a span.</summary>
    /// <exception cref="HeedException">The prompt has no such span, or none of it became a token.</exception>
    public TokenSpan Span(string name) => TokenSpan.Of(Text.Read, name, Places(name).Parts);

    /// <summary>Where the other spans stand; those whose place cannot be told are left out, as nothing was asked of them.</summary>
    public IReadOnlyList<Range> OtherParts(string name)
    {
        var parts = new List<Range>();
        foreach (PromptSpan span in _context.Spans.Where(span => span.Name != name))
            try
            {
                parts.Add(_prompt.Place(span.Name, span.Start, span.Length).Part);
            }
            catch (HeedException)
            {
                continue;
            }
        return parts;
    }

    /// <summary>The prompt, or its last message.</summary>
    public Range LastMessage() => _prompt.Last();

    /// <summary>Refuses to look without an expected answer.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public void RequireExpected(InsideSettings settings)
    {
        if (settings.Values().Count == 0) throw new HeedException("value: expected the right answer, or a list of right ones; there is none.");
    }

    private (ExpectedAnswers, AnswerLead) Ask(InsideSettings settings)
    {
        IReadOnlyList<string> right = settings.Values(), others = settings.Texts("other");
        ExpectedAnswers all = right.Count > 0 ? new ExpectedAnswers(right, others) : Own(others);
        return (all, all.In(Text));
    }

    private ExpectedAnswers Own(IReadOnlyList<string> others)
    {
        IsOwnAnswer = true;
        if (Text.IsMasked) throw new HeedException("value: expected the word that belongs in the place of the mask; there is none.");
        int[] tokens = [.. _context.Answer.Tokens];
        while (tokens.Length > 0 && Text.Model.RequireTokenizer().IsSpecial(tokens[^1])) tokens = tokens[..^1];
        if (tokens.Length > 0) return new ExpectedAnswers(tokens, others);
        return !string.IsNullOrWhiteSpace(_context.Answer.Text) ? new ExpectedAnswers([_context.Answer.Text], others)
            : throw new HeedException("value: expected an answer to look at; the model gave none. Name the right one.");
    }

    private string Known()
    {
        string[] names = [.. _context.Spans.Select(span => span.Name).Distinct()];
        return names.Length > 0 ? $"It has {string.Join(", ", names)}."
            : "It has none: put {{#span NAME}} and {{/span}} around a part of it, or use a variable.";
    }
}
