namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>A side as it is asked for, with its run. Equal where run and column are the same.</summary>
/// <param name="Shown">The run; read anew it is another one.</param>
/// <param name="Column">The column.</param>
internal sealed record ComparedSide(ShownRun Shown, int Column)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">It is left out, or there is no such run or column.</exception>
    public static ComparedSide Of(SideRequest? side, string name, StudioStore store, CancellationToken cancellation)
    {
        if (side is null) throw new HeedException($"{name}: expected a run and a column; it was left out.");
        var found = new ComparedSide(store.Run(side.Run, cancellation), side.Column);
        found.Shown.Variant(side.Column);
        return found;
    }

    /// <inheritdoc/>
    public bool Equals(ComparedSide? other) => other is not null && ReferenceEquals(Shown, other.Shown) && Column == other.Column;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Shown), Column);
}
