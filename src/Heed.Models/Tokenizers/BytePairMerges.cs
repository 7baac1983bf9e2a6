namespace Heed.Models.Tokenizers;

/// <summary>Which pairs of tokens merge, at which rank (lower first), and into what.</summary>
internal sealed class BytePairMerges(int capacity)
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = new(capacity);

    public void Add(int left, int right, int rank, int merged) => _merges[(left, right)] = (rank, merged);

    public bool TryGet(int left, int right, out int rank, out int merged)
    {
        var found = _merges.TryGetValue((left, right), out var merge);
        (rank, merged) = merge;
        return found;
    }
}
