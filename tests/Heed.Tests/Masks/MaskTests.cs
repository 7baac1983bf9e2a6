using Heed.Masks;

namespace Heed.Tests.Masks;

/// <summary>Every mask's fast answers against its definition.</summary>
public class MaskTests
{
    private const int Batch = 2, Rows = 40, Keys = 150;

    public static TheoryData<IMask> All =>
    [
        default(Bidirectional), Causal.TopLeft, Causal.BottomRight(Rows, Keys), new Causal(-7), new Causal(500),
        Padding.Right([150, 63]), new Padding([new KeyRange(64, 128), new KeyRange(0, 0)]),
        new And<Padding, Causal>(new Padding([new KeyRange(3, 149), new KeyRange(70, 150)]), new Causal(30)),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Row64_EqualsAllows(IMask mask)
    {
        for (int b = 0; b < Batch; b++)
            for (int i = 0; i < Rows; i++)
                for (int first = 0; first < Keys; first += 64)
                {
                    ulong bits = mask.Row64(b, 0, i, first);
                    for (int j = first; j < Math.Min(first + 64, Keys); j++) Assert.Equal(mask.Allows(b, 0, i, j), (bits >> (j - first) & 1) != 0);
                }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Range_HoldsEveryAllowedKey(IMask mask)
    {
        for (int b = 0; b < Batch; b++)
            foreach ((int row, int rows) in new[] { (0, 1), (0, 40), (7, 6), (39, 1) })
            {
                KeyRange range = mask.Range(b, 0, row, rows, Keys);
                for (int i = row; i < row + rows; i++)
                    for (int j = 0; j < Keys; j++) Assert.True(!mask.Allows(b, 0, i, j) || (j >= range.Start && j < range.End), $"{mask.Name} {b} {i} {j} {range}");
                Assert.True(range.IsEmpty || (range.Start >= 0 && range.End <= Keys));
            }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cover_NeverClaimsTooMuch(IMask mask)
    {
        for (int b = 0; b < Batch; b++)
            foreach ((int row, int rows, int key, int keys) in new[] { (0, 40, 0, 150), (0, 6, 0, 64), (6, 6, 64, 64), (12, 1, 12, 1), (30, 10, 128, 22), (0, 6, 100, 10) })
            {
                BlockCover cover = mask.Cover(b, 0, row, rows, key, keys);
                bool any = false, all = true;
                for (int i = row; i < row + rows; i++)
                    for (int j = key; j < key + keys; j++)
                    {
                        any |= mask.Allows(b, 0, i, j);
                        all &= mask.Allows(b, 0, i, j);
                    }
                if (cover == BlockCover.Empty) Assert.False(any);
                if (cover == BlockCover.Whole) Assert.True(all);
            }
    }

    [Fact]
    public void Name_OfComposedMasks_Reads() => Assert.Equal("padding & causal(30)", new And<Padding, Causal>(new Padding([]), new Causal(30)).Name);
}
