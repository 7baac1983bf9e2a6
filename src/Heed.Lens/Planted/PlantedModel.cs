using Heed.Models;

namespace Heed.Lens.Planted;

/// <summary>A model whose weights were written by hand, so that what every head does, and which edges an answer hangs on, is known.</summary>
public sealed class PlantedModel : IDisposable
{
    private readonly Func<Random, PlantedPrompt> _prompt;

    internal PlantedModel(
        string name, Transformer transformer, IReadOnlyList<PlantedHead> heads, IReadOnlyList<int> ordinary, Func<Random, PlantedPrompt> prompt)
        => (Name, Transformer, Heads, Ordinary, _prompt) = (name, transformer, heads, ordinary, prompt);

    /// <summary>What it is called: <c>planted-induction</c>.</summary>
    public string Name { get; }

    /// <summary>The model; owned.</summary>
    public Transformer Transformer { get; }

    /// <summary>What every head does.</summary>
    public IReadOnlyList<PlantedHead> Heads { get; }

    /// <summary>Tokens without a meaning of their own: all but the start and the question mark.</summary>
    public IReadOnlyList<int> Ordinary { get; }

    /// <summary>A random prompt with its answer and its edges.</summary>
    public PlantedPrompt Prompt(Random random) => _prompt(random);

    /// <summary>Gives the weights' memory back.</summary>
    public void Dispose() => Transformer.Dispose();
}
