using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>A measure that is a mean: a sum and a count for every head.</summary>
public abstract class HeadMeasure : IHeadMeasure
{
    private double[] _sums = [], _baselines = [];
    private long[] _counts = [];
    private int _heads;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract double Threshold { get; }

    /// <inheritdoc/>
    public virtual string About => "";

    /// <inheritdoc/>
    public virtual HeadRoleKind Kind => HeadRoleKind.Other;

    /// <inheritdoc/>
    public virtual HeadEvidence Evidence => HeadEvidence.Pattern;

    /// <inheritdoc/>
    public virtual void Prepare(int places, int heads)
        => (_sums, _baselines, _counts, _heads) = (new double[places * heads], new double[places * heads], new long[places * heads], heads);

    /// <inheritdoc/>
    public abstract bool Uses(HeadSample sample, HeadPlace place);

    /// <inheritdoc/>
    public virtual void Begin(HeadCall call) { }

    /// <inheritdoc/>
    public abstract void Tile(HeadCall call, in WeightTile tile);

    /// <inheritdoc/>
    public virtual void End(HeadCall call) { }

    /// <inheritdoc/>
    public virtual HeadScore? Score(int place, int head)
        => _counts[Place(place, head)] is var count and > 0 ? new HeadScore(_sums[Place(place, head)] / count) : null;

    /// <inheritdoc/>
    public virtual bool IsRole(HeadScore score) => score.Value >= Threshold;

    /// <summary>Where a head's numbers stand.</summary>
    protected int Place(int place, int head) => place * _heads + head;

    /// <summary>Adds to a head's sum.</summary>
    protected void Add(HeadCall call, int head, double number) => _sums[Place(call.Index, head)] += number;

    /// <summary>Adds to what the mean of every head divides by, and to what something simple would have reached.</summary>
    protected void Count(HeadCall call, long rows, double baseline = 0)
    {
        for (int h = 0; h < call.Heads; h++) Count(call, h, rows, baseline);
    }

    /// <summary>The same for one head.</summary>
    protected void Count(HeadCall call, int head, long rows, double baseline = 0)
    {
        _counts[Place(call.Index, head)] += rows;
        _baselines[Place(call.Index, head)] += baseline;
    }

    /// <summary>The mean of what something simple would have reached.</summary>
    protected double Baseline(int place, int head) => _baselines[Place(place, head)] / _counts[Place(place, head)];
}
