using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

public class DifficultyTests
{
    [Theory]
    [InlineData(0.0, 4, 16, 4, 4)]
    [InlineData(0.5, 5, 38, 15, 14)]
    [InlineData(1.0, 5, 60, 26, 24)]
    public void Ranges_MoveWithTheLevel(double level, int leastWords, int mostWords, int mostPairs, int mostAssignments)
    {
        var difficulty = new Difficulty(level);
        Assert.Equal((leastWords, mostWords), difficulty.Words);
        Assert.Equal((2, mostPairs), difficulty.Pairs);
        Assert.Equal((2, mostAssignments), difficulty.Assignments);
    }

    [Fact]
    public void Bounds_CapTheRanges()
    {
        var difficulty = Difficulty.Full with { MaxPairs = 7, MaxAssignments = 100, MaxWords = 3 };
        Assert.Equal((2, 7), difficulty.Pairs);
        Assert.Equal((2, 24), difficulty.Assignments);
        Assert.Equal((3, 3), difficulty.Words);
    }

    [Theory]
    [InlineData(0.0, 48, 64)]
    [InlineData(0.5, 48, 512)]
    [InlineData(1.0, 48, 4096)]
    public void Tokens_GrowByAConstantFactor(double level, int least, int most)
        => Assert.Equal((least, most), new Difficulty(level) { Longest = 4096 }.Tokens);

    [Fact]
    public void Tokens_ShortestAsLongAsLongest_AreExact()
    {
        Assert.Equal((4096, 4096), new Difficulty(1) { Longest = 4096, Shortest = 4096 }.Tokens);
        Assert.Equal((48, 256), Difficulty.Full.Tokens);
        Assert.Equal((48, 64), (new Difficulty(1) { Longest = 16 }).Tokens);
    }

    [Theory]
    [InlineData("repeat", 0.0)]
    [InlineData("repeat", 1.0)]
    [InlineData("keys", 0.0)]
    [InlineData("keys", 0.3)]
    [InlineData("keys", 1.0)]
    [InlineData("code", 0.0)]
    [InlineData("code", 1.0)]
    public void Draws_FillTheWholeRangeEvenly(string family, double level)
    {
        const int Count = 20_000;
        var difficulty = new Difficulty(level);
        (int least, int most) = family switch
        {
            "repeat" => difficulty.Words,
            "keys" => difficulty.Pairs,
            _ => difficulty.Assignments,
        };
        var counts = Draws.Of(family, Count, level: level).CountBy(Length).ToDictionary();
        double even = (double)Count / (most - least + 1), slack = 5 * Math.Sqrt(even);
        Assert.Equal(Enumerable.Range(least, most - least + 1), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, even - slack, even + slack));
    }

    [Fact]
    public void OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Difficulty(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Difficulty(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Difficulty(1) { MaxPairs = 0 });
    }

    private static int Length(Sentence sentence) => sentence.Family switch
    {
        "repeat" => sentence.Answers.Count,
        "keys" => sentence.Text.Count(letter => letter == '.') - 1,
        _ => sentence.Text.Count(letter => letter == '='),
    };
}
