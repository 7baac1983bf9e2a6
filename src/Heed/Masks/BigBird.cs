namespace Heed.Masks;

/// <summary>
/// The block pattern of BigBird (Zaheer et al. 2020): each block of queries sees its neighbours, the global first and
/// last blocks, and a few drawn at
/// random; global blocks see all.
/// </summary>
public static class BigBird
{
    /// <summary>The mask. The random blocks are a function of the seed and the block of queries alone.</summary>
    /// <param name="count">Tq = Tk.</param>
    /// <param name="block">Positions in a block.</param>
    /// <param name="neighbours">Blocks seen on either side: 1 is the paper's window of three blocks.</param>
    /// <param name="globals">Global blocks at either end.</param>
    /// <param name="randoms">Random blocks a block of queries.</param>
    /// <param name="seed">Seed of the random blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A block below 1 or a negative count.</exception>
    public static BlockSparse Mask(int count, int block, int neighbours = 1, int globals = 1, int randoms = 3, ulong seed = 0)
    {
        Argument.AtLeast(0, count, nameof(count));
        Argument.AtLeast(1, block, nameof(block));
        Argument.AtLeast(0, neighbours, nameof(neighbours));
        Argument.AtLeast(0, globals, nameof(globals));
        Argument.AtLeast(0, randoms, nameof(randoms));
        int blocks = (count + block - 1) / block;
        var table = new int[blocks][];
        for (int r = 0; r < blocks; r++)
        {
            var seen = new SortedSet<int>();
            bool global = r < globals || r >= blocks - globals;
            for (int c = 0; c < blocks; c++)
                if (global || Math.Abs(r - c) <= neighbours || c < globals || c >= blocks - globals) seen.Add(c);
            var random = new Randomness(seed, stream: 0x42494742, (ulong)r);
            for (int wanted = Math.Min(blocks, seen.Count + randoms); seen.Count < wanted;) seen.Add(random.NextInt(blocks));
            table[r] = [.. seen];
        }
        return new BlockSparse(table, block, block, blocks, $"bigbird({block}, {neighbours}, {globals}, {randoms})");
    }
}
