using Heed.Autograd;

namespace Heed.Models.Cost;

/// <summary>A real model's passes, as generation makes them, for the clock: reading texts, and the next token behind them.</summary>
/// <param name="transformer">The model.</param>
/// <param name="batch">B.</param>
internal sealed class ModelPass(Transformer transformer, int batch)
{
    /// <summary>Reads B texts of some length, from the beginning.</summary>
    public void Read(int length, KeyValueCache? kept)
    {
        kept?.Clear();
        var tokens = new TokenBatch(Tokens(length), batch);
        if (transformer.Blueprint.HasEncoder) tokens = tokens with { Source = tokens };
        Run(tokens, kept);
    }

    /// <summary>The next token of each behind so many read before.</summary>
    public void Next(int length, KeyValueCache kept)
    {
        kept.Truncate(length);
        Run(new TokenBatch(Tokens(1), batch), kept);
    }

    private void Run(TokenBatch tokens, KeyValueCache? kept)
    {
        using var tape = new Tape(recording: false);
        Tensor hidden = transformer.Hidden(tape, tokens, kept);
        if (transformer.Blueprint.Head == ModelHead.Classification) transformer.ClassLogits(tape, hidden, batch);
        else if (transformer.Blueprint.Head != ModelHead.None)
            transformer.TokenLogits(tape, hidden, [.. Enumerable.Range(1, batch).Select(text => text * tokens.Length - 1)]);
        else if (transformer.Blueprint.Pooler) transformer.Pooled(tape, hidden, batch);
    }

    private int[] Tokens(int length) => [.. Enumerable.Range(0, length * batch).Select(i => (int)(i * 7919L % transformer.Blueprint.VocabularySize))];
}
