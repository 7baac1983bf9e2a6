using Heed.Autograd;

namespace Heed.Models.Generation;

/// <summary>Continues a text token by token with a key-value cache. The tokens are those that recomputing without a cache would give.</summary>
public sealed class Generator(Transformer model)
{
    /// <summary>The token after which a text ends, unless told otherwise the model's own; null for none.</summary>
    public int? EndToken { get; init; } = model.Blueprint.EndToken;

    /// <summary>Yields new tokens until the end token (which is yielded), <paramref name="maxTokens"/>, or the end of the model's window.</summary>
    /// <param name="prompt">Token ids, at least one.</param>
    /// <param name="maxTokens">The most tokens to make.</param>
    /// <param name="options">How they are chosen.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">The model is no decoder with a language head, the prompt is empty or longer than the window, or an option is out of range.</exception>
    public IEnumerable<int> Generate(int[] prompt, int maxTokens, SamplingOptions options, CancellationToken cancellation = default)
    {
        Blueprint blueprint = model.Blueprint;
        if (blueprint.Head != ModelHead.Language || blueprint.Direction != Direction.Causal)
            throw new HeedException($"generate: expected a decoder with a language head; this model is {blueprint.Direction} with {blueprint.Head}.");
        if (prompt.Length == 0) throw new HeedException("generate: expected at least one token to continue; got none.");
        if (maxTokens < 0) throw new HeedException($"generate: expected at least 0 tokens; got {maxTokens}.");
        if (prompt.Length > blueprint.MaxPositions)
            throw new HeedException($"text too long: {prompt.Length} tokens; this model's window is {blueprint.MaxPositions}. Shorten the text or choose a model with a longer window.");
        options.Validate();
        return Run(prompt, maxTokens, options, cancellation);
    }

    private IEnumerable<int> Run(int[] prompt, int maxTokens, SamplingOptions options, CancellationToken cancellation)
    {
        var sampler = new Sampler(options); // here, so that enumerating again gives the same tokens
        using var cache = new KeyValueCache(model.Blueprint, 1, (int)Math.Min(model.Blueprint.MaxPositions, (long)prompt.Length + maxTokens));
        int[] next = prompt;
        for (int made = 0; made < maxTokens && cache.Length + next.Length <= model.Blueprint.MaxPositions; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            int token = Step(next, cache, sampler);
            yield return token;
            if (token == EndToken) yield break;
            next = [token];
        }
    }

    private int Step(int[] ids, KeyValueCache cache, Sampler sampler)
    {
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Hidden(tape, new TokenBatch(ids), cache);
        return sampler.Next(model.TokenLogits(tape, hidden, [ids.Length - 1]).Span);
    }
}
