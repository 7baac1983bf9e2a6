using Heed.Masks;

namespace Heed.Lens.Tests;

/// <summary>The fast answers of the mask equal the slow one.</summary>
public class SomeRowsTests
{
    private const int Size = 150;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(77, 78)]
    [InlineData(149, 150)]
    [InlineData(5, 40)]
    [InlineData(0, 150)]
    [InlineData(60, 60)]
    public void SomeRows_FastAnswers_EqualAllows(int start, int end) => Check(new SomeRows(new KeyRange(start, end)));

    private static void Check<TMask>(TMask mask) where TMask : struct, IMask
    {
        var random = new Random(5);
        for (int trial = 0; trial < 400; trial++)
        {
            int row = random.Next(Size), rows = 1 + random.Next(Math.Min(9, Size - row)), key = random.Next(Size), keys = 1 + random.Next(Math.Min(64, Size - key));
            bool[] allowed = [.. Enumerable.Range(0, rows * keys).Select(i => mask.Allows(0, 0, row + i / keys, key + i % keys))];
            BlockCover cover = mask.Cover(0, 0, row, rows, key, keys);
            if (cover == BlockCover.Empty) Assert.DoesNotContain(true, allowed);
            if (cover == BlockCover.Whole) Assert.DoesNotContain(false, allowed);
            ulong bits = mask.Row64(0, 0, row, key);
            KeyRange range = mask.Range(0, 0, row, rows, Size);
            int next = mask.NextKey(0, 0, row, rows, key, Size);
            for (int k = 0; k < keys; k++)
            {
                Assert.Equal(mask.Allows(0, 0, row, key + k), (bits >> k & 1) == 1);
                bool any = Enumerable.Range(row, rows).Any(r => mask.Allows(0, 0, r, key + k));
                if (any) Assert.True(range.Start <= key + k && key + k < range.End && key + k >= next);
            }
        }
    }
}
