using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>What one run of a short text leaves of an attention and what stands around it; copies, so that any number of threads may read them.</summary>
internal sealed class HeadRun
{
    private readonly Dictionary<string, (float[] Numbers, int Columns)> _sites = [];
    private readonly Lazy<HeadStages> _stages;

    private HeadRun(HeadContext context, TokenBatch batch, IReadOnlyList<string> labels)
    {
        (Context, Batch, Labels) = (context, batch, labels);
        _stages = new Lazy<HeadStages>(() => new HeadStages(context, this, this, this, new StepsEdit()));
    }

    /// <summary>Which attention and head of which model.</summary>
    public HeadContext Context { get; }

    /// <summary>The text.</summary>
    public TokenBatch Batch { get; }

    /// <summary>The tokens of this attention's stack, for people.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>T of this attention's stack.</summary>
    public int Length => Labels.Count;

    /// <summary>The head computed without any change.</summary>
    public HeadStages Untouched => _stages.Value;

    /// <summary>Runs a text.</summary>
    /// <exception cref="HeedException">The attention's weights are no numbers.</exception>
    public static HeadRun Of(HeadContext context, TokenBatch batch, IReadOnlyList<string> labels, params ReadOnlySpan<Intervention> interventions)
    {
        var run = new HeadRun(context, batch, labels);
        using var recording = Recording.Of(context.Model.Transformer, batch, context.Sites, Recording.UsualBudget, interventions);
        foreach (string site in recording.Sites) run._sites[site] = (recording[site].ToArray(), recording[site].Columns);
        foreach (float weight in run[context.Attention + ".pattern"].Numbers)
            if (!float.IsFinite(weight)) throw new HeedException($"{context.Attention}: attention weights are no numbers. The model's weights are damaged.");
        return run;
    }

    /// <summary>A site's numbers, and how many a row.</summary>
    public (float[] Numbers, int Columns) this[string site] => _sites[site];

    /// <summary>A site with a row a token.</summary>
    public Grid Site(string site)
    {
        (float[] numbers, int columns) = this[site];
        return new Grid(numbers.Length / columns, columns, Array.ConvertAll(numbers, number => (double)number));
    }

    /// <summary>One head's columns of q, k, v or z: a key-value head is that of the query head.</summary>
    public Grid Head(string part)
    {
        (float[] numbers, int columns) = this[$"{Context.Attention}.{part}"];
        int size = Context.Blueprint.HeadSize, heads = columns / size;
        int first = Context.Head / (Context.Blueprint.Heads / heads) * size;
        return Grid.Of(numbers.Length / columns, size, (i, j) => numbers[i * columns + first + j]);
    }

    /// <summary>A head's scores or pattern, [T, T].</summary>
    public Grid Matrix(string part, int? head = null)
    {
        float[] numbers = this[$"{Context.Attention}.{part}"].Numbers;
        int start = (head ?? Context.Head) * Length * Length;
        return Grid.Of(Length, Length, (i, j) => numbers[start + i * Length + j]);
    }

    /// <summary>A site as a tensor to run a model on from.</summary>
    public Tensor Tensor(string site)
    {
        (float[] numbers, int columns) = this[site];
        var tensor = new Tensor([numbers.Length / columns, columns], site);
        numbers.CopyTo(tensor.Span);
        return tensor;
    }
}
