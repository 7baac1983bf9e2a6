using Heed.Masks;
using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Lens.Positions;

/// <summary>Puts the passages of a sample together, and finds the tokens of its parts.</summary>
internal sealed class PromptAssembly(LanguageModel model, PositionSample sample)
{
    private readonly Tokenizer _tokenizer = model.RequireTokenizer();
    private readonly Dictionary<string, int> _lengths = [];

    /// <summary>A prompt with the span at a place.</summary>
    /// <param name="around">Passages around it.</param>
    /// <param name="place">How many of them stand before it; null to leave it out.</param>
    /// <exception cref="HeedException">The prompt is too long, or the answer cannot be told from it.</exception>
    public PlacedPrompt Place(IReadOnlyList<string> around, int? place)
    {
        PlacedPrompt prompt = Assemble(around, place);
        int length = Length(prompt), window = model.Transformer.Blueprint.MaxPositions;
        return length <= window ? prompt : throw new HeedException(
            $"prompt too long: {length} tokens with the answer; the window of {model.Name} is {window}. Ask for fewer passages or smaller lengths, or "
                + $"choose a model with a longer window.");
    }

    private PlacedPrompt Assemble(IReadOnlyList<string> around, int? place)
    {
        string[] before = [.. around.Take(place ?? around.Count)], after = [.. around.Skip(place ?? around.Count)];
        string head = string.Concat(before.Select(passage => passage + sample.Joint)), span = place is null ? "" : sample.Span;
        string tail = string.Concat(after.Select(passage => sample.Joint + passage)) + sample.Joint + sample.Question.Trim();
        if (place is null && around.Count > 0) head = head[..^sample.Joint.Length];
        if (place is null && around.Count == 0) tail = sample.Question.Trim();
        string text = head + span + tail;
        Encoding encoding = _tokenizer.Encode(text);
        int[] answer = Continuation(encoding.Ids, text, sample.Answer, "answer");
        int[]? other = sample.Other is null ? null : Continuation(encoding.Ids, text, sample.Other, "other");
        KeyRange tokens = place is null ? default : Tokens(encoding, head.Length, head.Length + span.Length);
        int[] sinks = [.. Enumerable.Range(0, encoding.Ids.Length).Where(t => (t == 0 || encoding.SpecialMask[t]) && (t < tokens.Start || t >= tokens.End))];
        return new PlacedPrompt(encoding.Ids, tokens, sinks, answer, other);
    }

    /// <summary>The passages around the span in a prompt of so many tokens at most.</summary>
    /// <exception cref="HeedException">There is no room for the span, or too little to fill the prompt with.</exception>
    public IReadOnlyList<string> Fill(int tokens)
    {
        int window = model.Transformer.Blueprint.MaxPositions;
        if (tokens > window) throw new HeedException($"lengths: {tokens} tokens are longer than the window of {model.Name}, {window}. Ask for smaller "
            + $"lengths, or choose a model with a longer window.");
        int alone = Length(Assemble([], 0));
        if (alone > tokens)
            throw new HeedException($"span: with question and answer it has {alone} tokens; expected at most {tokens}, the length asked for. Shorten it, "
                + $"or ask for greater lengths.");
        var chosen = new List<string>();
        int left = tokens - alone;
        for (int i = 0; ; i++)
        {
            if (i >= sample.Around.Count && (!sample.Repeats || sample.Around.Count == 0)) break;
            string next = sample.Around[i % sample.Around.Count];
            left -= LengthOf(next);
            if (left < 0) break;
            chosen.Add(next);
        }
        // Lengths of the parts are those of the whole for most tokenizers, not for all.
        while (chosen.Count > 0 && Length(Assemble(chosen, 0)) > tokens) chosen.RemoveAt(chosen.Count - 1);
        if (10 * left > tokens)
            throw new HeedException($"filler: expected enough to fill {tokens} tokens; what there is makes {tokens - left}. Give more, or ask for "
                + $"smaller lengths.");
        return chosen;
    }

    // The answer's tokens but the last are read as well.
    private static int Length(PlacedPrompt prompt) => prompt.Ids.Length + Math.Max(prompt.Answer.Length, prompt.Other?.Length ?? 0) - 1;

    private int LengthOf(string passage)
    {
        if (_lengths.TryGetValue(passage, out int known)) return known;
        int length = _tokenizer.Encode(sample.Joint + passage, addSpecialTokens: false).Ids.Length;
        _lengths.Add(passage, length);
        return length;
    }

    private int[] Continuation(int[] prompt, string text, string words, string name)
    {
        // A special token at the end of every text comes after the answer, not before it.
        int[] whole = _tokenizer.Encode(text + " " + words.Trim()).Ids;
        if (whole.Length <= prompt.Length || !whole.AsSpan(0, prompt.Length).SequenceEqual(prompt))
            throw new HeedException($"{name}: '{words}' does not follow the question as tokens of its own. End the question at a word or a mark, and "
                + $"begin the {name} with a new word.");
        return whole[prompt.Length..];
    }

    private static KeyRange Tokens(Encoding encoding, int start, int end)
    {
        int[] inside = [.. Enumerable.Range(0, encoding.Ids.Length)
            .Where(t => !encoding.SpecialMask[t] && encoding.Offsets[t].Start < end && encoding.Offsets[t].End > start)];
        if (inside.Length == 0) throw new HeedException("span: expected some words; none of its characters became a token.");
        return new KeyRange(inside[0], inside[^1] + 1);
    }
}
