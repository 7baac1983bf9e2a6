using Heed.Autograd;

namespace Heed.Models.Generation;

/// <summary>
/// Continues texts token by token with a key-value cache; behind an encoder, answers them. The tokens are those that recomputing without a
/// cache would give.
/// </summary>
public sealed class Generator(Transformer model)
{
    /// <summary>The tokens after which a text ends, unless told otherwise the model's own; empty for none.</summary>
    public ValueList<int> EndTokens { get; init; } = model.Blueprint.EndTokens;

    /// <summary>The only one of <see cref="EndTokens"/>; null for none.</summary>
    public int? EndToken { get => EndTokens.Count > 0 ? EndTokens[0] : null; init => EndTokens = value is { } token ? [token] : []; }

    /// <summary>How keys and values of the tokens seen are stored: 16 bits take half the memory, and are rounded.</summary>
    public ElementType Cache { get; init; } = ElementType.Float32;

    /// <summary>Yields new tokens until an end token (which is yielded), <paramref name="maxTokens"/>, or the end of the model's
    /// window.</summary>
    /// <param name="prompt">Token ids, at least one.</param>
    /// <param name="maxTokens">The most tokens to make.</param>
    /// <param name="options">How they are chosen.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">The model does not generate, the prompt is empty or longer than the window, or an option is out of
    /// range.</exception>
    public IEnumerable<int> Generate(int[] prompt, int maxTokens, SamplingOptions options, CancellationToken cancellation = default)
        => GenerateBatch([prompt], maxTokens, options, cancellation).Select(token => token.Id);

    /// <summary>
    /// Yields the tokens of several texts, which grow together: each round one of every text that has not ended. A text gets the tokens it
    /// would get alone, up to
    /// the rounding of what it is computed beside; where rotary frequencies depend on the length, all have those of the longest.
    /// </summary>
    /// <param name="prompts">Token ids of each, of any lengths.</param>
    /// <param name="maxTokens">The most tokens to make of each.</param>
    /// <param name="options">How they are chosen; the draws of each text begin with the seed.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    /// <exception cref="HeedException">The model does not generate, a prompt is empty or longer than the window, or an option is out of
    /// range.</exception>
    public IEnumerable<GeneratedToken> GenerateBatch(
        IReadOnlyList<int[]> prompts, int maxTokens, SamplingOptions options, CancellationToken cancellation = default)
    {
        Check(model.Blueprint, prompts, maxTokens);
        options.Validate();
        return Run(prompts, maxTokens, options, cancellation);
    }

    /// <summary>Refuses what cannot be continued.</summary>
    internal static void Check(Blueprint blueprint, IReadOnlyList<int[]> prompts, int maxTokens)
    {
        if (blueprint.Head != ModelHead.Language || blueprint.Direction != Direction.Causal)
            throw new HeedException($"generate: expected a decoder with a language head; this model is {blueprint.Direction} with {blueprint.Head}.");
        if (prompts.Count == 0) throw new HeedException("generate: expected at least one text to continue; got none.");
        if (maxTokens < 0) throw new HeedException($"generate: expected at least 0 tokens; got {maxTokens}.");
        foreach (int[] prompt in prompts)
        {
            if (prompt.Length == 0) throw new HeedException("generate: expected at least one token to continue; got none.");
            blueprint.CheckLength(prompt.Length);
        }
    }

    private IEnumerable<GeneratedToken> Run(IReadOnlyList<int[]> prompts, int maxTokens, SamplingOptions options,
        CancellationToken cancellation)
    {
        if (maxTokens == 0) yield break;
        using var rows = new DecodingRows(model, prompts, maxTokens, Cache);
        Sampler[] samplers = [.. prompts.Select(_ => new Sampler(options))]; // here, so that enumerating again gives the same tokens
        int[] numbers = [.. Enumerable.Range(0, prompts.Count)];
        for (int made = 1; ; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            GeneratedToken[] tokens = Step(rows, numbers, samplers);
            foreach (GeneratedToken token in tokens) yield return token;
            if (made == maxTokens) yield break;
            rows.Append([.. tokens.Select(token => token.Id)]);
            int[] going = [.. Enumerable.Range(0, tokens.Length).Where(b => !EndTokens.Contains(tokens[b].Id) && rows.CanRead(b))];
            if (going.Length == 0) yield break;
            rows.Select(going);
            numbers = [.. going.Select(b => numbers[b])];
        }
    }

    private static GeneratedToken[] Step(DecodingRows rows, int[] numbers, Sampler[] samplers)
    {
        using var tape = new Tape(recording: false);
        Tensor logits = rows.Next(tape);
        return [.. numbers.Select((number, b) =>
        {
            ReadOnlySpan<float> row = logits.Span.Slice(b * logits.Columns, logits.Columns);
            int id = samplers[number].Next(row, rows.Text(b));
            return new GeneratedToken(number, id, LogProbabilities.Of(row, id));
        })];
    }
}
