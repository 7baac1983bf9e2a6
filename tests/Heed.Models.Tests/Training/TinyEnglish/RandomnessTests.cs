using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

public class RandomnessTests
{
    [Fact]
    public void Next_IsXoshiro256StarStar()
    {
        // The authors' C program from the state 1, 2, 3, 4.
        var random = new Randomness(0) { State = (1, 2, 3, 4) };
        Assert.Equal(11520UL, random.Next());
        Assert.Equal(0UL, random.Next());
        Assert.Equal(1509978240UL, random.Next());
        Assert.Equal(1215971899390074240UL, random.Next());
    }

    [Fact]
    public void State_RestoresTheSequence()
    {
        var random = new Randomness(1, 2, 3);
        random.Next();
        var restored = new Randomness(0) { State = random.State };
        for (int step = 0; step < 100; step++)
            Assert.Equal(random.Next(), restored.Next());
    }

    [Fact]
    public void State_AllZero_IsRefused() => Assert.Throws<ArgumentException>(() => new Randomness(0) { State = default });

    [Fact]
    public void Seed_Stream_Index_EachChangeTheSequence()
    {
        ulong[] bits = [0, 1];
        ulong[] firsts = [.. from s in bits from t in bits from i in bits select First(s, t, i)];
        Assert.Equal(8, firsts.Distinct().Count());

        static ulong First(ulong seed, ulong stream, ulong index)
        {
            var random = new Randomness(seed, stream, index);
            return random.Next();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void NextInt_IsEven(int bound)
    {
        const int Count = 60_000;
        var random = new Randomness(11);
        int[] counts = new int[bound];
        for (int draw = 0; draw < Count; draw++)
            counts[random.NextInt(bound)]++;
        double even = (double)Count / bound, slack = 5 * Math.Sqrt(even);
        Assert.All(counts, count => Assert.InRange(count, even - slack, even + slack));
    }

    [Fact]
    public void NextDouble_StaysBelowOne()
    {
        var random = new Randomness(12);
        double sum = 0;
        for (int draw = 0; draw < 10_000; draw++)
        {
            double value = random.NextDouble();
            Assert.True(value is >= 0 and < 1);
            sum += value;
        }
        Assert.InRange(sum / 10_000, 0.485, 0.515);
    }

    [Fact]
    public void ShuffleAndDistinct_KeepEveryElementOnce()
    {
        var random = new Randomness(13);
        int[] values = [.. Enumerable.Range(0, 50)];
        random.Shuffle<int>(values);
        Assert.NotEqual(Enumerable.Range(0, 50), values);
        Assert.Equal(Enumerable.Range(0, 50), values.Order());
        Assert.Equal(Enumerable.Range(0, 50), random.Distinct(50, 50).Order());
        Assert.Equal(20, random.Distinct(20, 50).Distinct().Count());
    }
}
