namespace Heed.Prompts.Statistics;

/// <summary>Differences summed up by cluster: what is resampled, flipped or left out as a whole.</summary>
internal readonly struct ClusterSums
{
    public double[] Sums { get; }

    public int[] Counts { get; }

    /// <summary>The mean of all rows.</summary>
    public double Mean { get; }

    /// <param name="differences">[rows].</param>
    /// <param name="clusters">[rows] the number of each row's cluster; empty where each row is one.</param>
    public ClusterSums(ReadOnlySpan<double> differences, ReadOnlySpan<int> clusters)
    {
        if (clusters.Length != 0 && clusters.Length != differences.Length)
            throw new HeedException($"clusters: expected one for each of {differences.Length} differences, or none; got {clusters.Length}.");
        Mean = Moments.Mean(differences);
        if (clusters.Length == 0)
        {
            Sums = differences.ToArray();
            Counts = new int[differences.Length];
            Array.Fill(Counts, 1);
            return;
        }
        var places = new Dictionary<int, int>(); // clusters in the order of their first rows, so that a seed means the same always
        foreach (int cluster in clusters) places.TryAdd(cluster, places.Count);
        Sums = new double[places.Count];
        Counts = new int[places.Count];
        for (int i = 0; i < differences.Length; i++)
        {
            int place = places[clusters[i]];
            Sums[place] += differences[i];
            Counts[place]++;
        }
    }

    /// <summary>How many clusters.</summary>
    public int Length => Sums.Length;
}
