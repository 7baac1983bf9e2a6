using Heed.Models.Generation;

namespace Heed.Models.Tasks;

/// <summary>How a text is generated.</summary>
public sealed record TextOptions
{
    /// <summary>The most tokens to make.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Greedy;

    /// <summary>A beam search in place of choosing token by token; null for none.</summary>
    public BeamOptions? Beams { get; init; }

    /// <summary>Texts before which the generated text ends; none is part of it.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Whether a prompt longer than the window loses its beginning, rather than being refused.</summary>
    public bool Truncate { get; init; }

    /// <summary>How keys and values of the tokens seen are stored: 16 bits take half the memory, and are rounded.</summary>
    public ElementType Cache { get; init; } = ElementType.Float32;

    /// <summary>What a model's folder asks for; a text of 64 tokens, greedily, where it asks for nothing.</summary>
    /// <exception cref="HeedException">It asks for something Heed does not have.</exception>
    public static TextOptions Of(LanguageModel model)
    {
        model.Generation.RequireSupported();
        return new TextOptions { MaxTokens = model.Generation.MaxNewTokens ?? 64, Sampling = model.Generation.Sampling,
            Beams = model.Generation.Beams };
    }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="HeedException">A value is out of range, or two exclude each other.</exception>
    public void Validate()
    {
        Sampling.Validate();
        Beams?.Validate();
        if (Stops.Any(string.IsNullOrEmpty)) throw new HeedException("stop: expected a text; got an empty one.");
        if (Beams is { Beams: > 1 }
            && Sampling.Temperature > 0) throw new HeedException(
            "beams: they look for the likeliest text, and temperature draws. Choose one of both.");
        if (Beams is { Beams: > 1 }
            && Sampling.RepetitionPenalty != 1) throw new HeedException(
            "beams: Heed has no repetition penalty for them. Choose one of both.");
    }
}
