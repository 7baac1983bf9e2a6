namespace Heed.Benchmarks;

/// <summary>Labels beside the ends of lines, moved apart where they would cover each other.</summary>
internal static class LabelPlaces
{
    /// <summary>Places near those wanted, in the same order, at least <paramref name="gap"/> apart and within the bounds.</summary>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        var places = new double[wanted.Count];
        double least = top;
        foreach (int i in order)
        {
            places[i] = Math.Max(wanted[i], least);
            least = places[i] + gap;
        }
        double most = bottom;
        foreach (int i in order.Reverse())
        {
            places[i] = Math.Min(places[i], most);
            most = places[i] - gap;
        }
        return places;
    }
}
