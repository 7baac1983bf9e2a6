using Heed.Prompts.Versions.Diffs;

namespace Heed.Prompts.Tests.Versions;

public sealed class MyersTests
{
    [Fact]
    public void Compare_RandomSequences_AreTurnedIntoEachOtherByFewestChanges()
    {
        var random = new Random(1);
        for (int round = 0; round < 3000; round++)
        {
            int letters = random.Next(1, 5);
            int[] old = Sequence(random.Next(0, 15)), @new = Sequence(random.Next(0, 15));
            (bool[] removed, bool[] added) = Myers.Compare<int>(old, @new);
            Assert.Equal(old.Where((_, i) => !removed[i]), @new.Where((_, i) => !added[i]));
            Assert.Equal(old.Length - Common(old, @new), removed.Count(one => one));

            int[] Sequence(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(letters))];
        }
    }

    // The longest common subsequence by its definition.
    private static int Common(int[] old, int[] @new)
    {
        int[,] length = new int[old.Length + 1, @new.Length + 1];
        for (int i = 1; i <= old.Length; i++)
            for (int j = 1; j <= @new.Length; j++)
                length[i, j] = old[i - 1] == @new[j - 1] ? length[i - 1, j - 1] + 1 : Math.Max(length[i - 1, j], length[i, j - 1]);
        return length[old.Length, @new.Length];
    }
}
