namespace Heed.Lens.Positions;

/// <summary>Where the span is put.</summary>
/// <param name="Unit">What sizes and places count.</param>
/// <param name="Sizes">How long the prompts are.</param>
/// <param name="Places">Where the span stands; with <see cref="PositionUnit.Passages"/>, places that a size does not have are left out of it.</param>
public sealed record PositionPlan(PositionUnit Unit, IReadOnlyList<int> Sizes, IReadOnlyList<double> Places)
{
    /// <summary>A plan in tokens that runs in seconds on a small model: depths of 0 to 100 percent in quarters, at a quarter, half and all of the window, or
    /// of 1024 tokens where it is longer.</summary>
    /// <param name="window">The most tokens the model takes.</param>
    public static PositionPlan Quick(int window)
    {
        int longest = Math.Clamp(window, 1, 1024);
        return new PositionPlan(PositionUnit.Tokens, [.. new[] { longest / 4, longest / 2, longest }.Where(size => size > 0).Distinct()], [0, 25, 50, 75, 100]);
    }

    /// <summary>The places of a size.</summary>
    public IEnumerable<double> PlacesOf(int size) => Unit == PositionUnit.Tokens ? Places : Places.Where(place => place < size);

    /// <summary>Refuses what cannot be carried out.</summary>
    /// <exception cref="HeedException">There is no size or place, or one of them is none.</exception>
    public void Check()
    {
        string size = Unit == PositionUnit.Passages ? "passages" : "lengths", place = Unit == PositionUnit.Passages ? "positions" : "depths";
        if (Sizes.Count == 0) throw new HeedException($"{size}: expected at least one number; got none.");
        if (Places.Count == 0) throw new HeedException($"{place}: expected at least one number; got none.");
        foreach (int each in Sizes)
            if (each < 1) throw new HeedException($"{size}: expected at least 1; got {each}.");
        foreach (double each in Places)
        {
            if (Unit == PositionUnit.Tokens && each is not (>= 0 and <= 100)) throw new HeedException($"depths: expected 0 to 100, in percent; got {each}.");
            if (Unit == PositionUnit.Passages && !(each >= 0 && each == Math.Floor(each)))
                throw new HeedException($"positions: expected whole numbers from 0, the place among the passages; got {each}.");
        }
        foreach (int each in Sizes)
            if (!PlacesOf(each).Any()) throw new HeedException($"positions: expected one below {each}, the number of passages; got "
                + $"{string.Join(", ", Places)}.");
    }
}
