using System.Numerics.Tensors;
using Heed.Autograd;
using Heed.Models;
using Heed.Models.Weights.Gguf;

namespace Heed.Benchmarks;

/// <summary>Heed's side: a model from a GGUF file with its cache.</summary>
internal sealed class LlamaRun : IDisposable
{
    private readonly LanguageModel _model;
    private readonly KeyValueCache _cache;
    private int _next = 300;

    /// <summary>Loads the model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Tokens there must be room for.</param>
    /// <param name="cache">How keys and values are kept.</param>
    public LlamaRun(string path, int length, ElementType cache = ElementType.Float32)
    {
        _model = GgufModel.Load(path);
        _cache = new KeyValueCache(_model.Transformer.Blueprint, 1, length + 64, cache);
    }

    /// <summary>Reads the tokens of <see cref="LlamaText"/> and computes the logits of the next one.</summary>
    public void Prefill(int count)
    {
        _cache.Clear();
        Step(LlamaText.Tokens(count));
    }

    /// <summary>Makes tokens behind the first <paramref name="length"/> that were read, the likeliest each time.</summary>
    public void Decode(int length, int count)
    {
        _cache.Truncate(length);
        for (int i = 0; i < count; i++) Step([_next]);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _cache.Dispose();
        _model.Dispose();
    }

    private void Step(int[] tokens)
    {
        using var tape = new Tape(recording: false);
        Autograd.Tensor hidden = _model.Transformer.Hidden(tape, new TokenBatch(tokens), _cache);
        _next = TensorPrimitives.IndexOfMax<float>(_model.Transformer.TokenLogits(tape, hidden, [tokens.Length - 1]).Span);
    }
}
