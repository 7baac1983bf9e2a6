namespace Heed.Lens.Steps.Demonstrations;

/// <summary>A common mistake about self-attention, shown on a real head.</summary>
public abstract class Demonstration
{
    /// <summary>A stable name, such as <c>weights-as-reasons</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The mistake, for people.</summary>
    public abstract string Title { get; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Demonstration> All { get; } = [new SelfAgainstCross(), new WeightsAsReasons(), new AllHeadsAlike(), new EqualAttention()];

    /// <summary>One by its name.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public static Demonstration Named(string id)
        => All.FirstOrDefault(one => one.Id == id) ?? throw new HeedException($"demonstration '{id}': expected one of "
            + $"{string.Join(", ", All.Select(one => one.Id))}.");

    /// <summary>Computes it on a head, its text and its model.</summary>
    /// <param name="steps">The head.</param>
    /// <param name="options">What it is asked of.</param>
    /// <param name="cancellation">Stops between two runs of the model.</param>
    /// <exception cref="HeedException">There is no such token, or the model does not answer where an answer is needed.</exception>
    public abstract DemonstrationResult Of(HeadSteps steps, DemonstrationOptions options, CancellationToken cancellation = default);

    /// <summary>The result under this demonstration's name.</summary>
    private protected DemonstrationResult Result(string caption, IReadOnlyList<DemonstrationNumber> numbers, IReadOnlyList<DemonstrationTable> tables)
        => new(Id, Title, caption, numbers, tables);
}
