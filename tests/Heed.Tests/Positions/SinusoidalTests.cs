using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>Sinusoidal tables against the formula of the paper.</summary>
public class SinusoidalTests
{
    [Theory]
    [InlineData(1, 1, 10000)]
    [InlineData(7, 2, 10000)]
    [InlineData(50, 9, 10000)]
    [InlineData(300, 64, 500)]
    public void Table_EqualsFormula(int positions, int width, double theta)
    {
        float[] table = Sinusoidal.Table(positions, width, theta);
        Assert.Equal(positions * width, table.Length);
        for (int p = 0; p < positions; p++)
            for (int c = 0; c < width; c++)
            {
                double angle = p / Math.Pow(theta, c / 2 * 2 / (double)width);
                Assert.Equal(c % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle), table[p * width + c], 1e-7);
                Assert.Equal((float)Sinusoidal.Value(p, c, width, theta), table[p * width + c]);
            }
    }

    [Fact]
    public void Fill_FromAnOffset_IsTheTablesEnd()
    {
        float[] table = Sinusoidal.Table(20, 6), rest = new float[12 * 6];
        Sinusoidal.Fill(rest, 8, 6);
        Assert.Equal(table[48..], rest);
        Assert.Empty(Sinusoidal.Table(0, 4));
    }

    [Fact]
    public void BadInputs_AreRefusedWithNames()
    {
        Assert.Contains("got -1 and 4", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Table(-1, 4)).Message);
        Assert.Contains("got 3 and 0", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Table(3, 0)).Message);
        Assert.Contains("positions, width", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Table(int.MaxValue, 2)).Message);
        Assert.Contains("target: expected [positions, width=4]", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Fill(new float[6], 0, 4)).Message);
        Assert.Contains("theta", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Table(1, 4, 0)).Message);
        Assert.Contains("column", Assert.ThrowsAny<ArgumentException>(() => Sinusoidal.Value(1, 4, 4)).Message);
    }
}
