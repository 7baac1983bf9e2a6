using Heed.Models.Cost;
using Heed.Models.Tests.Families;

namespace Heed.Models.Tests.Cost;

/// <summary>Times follow from counts and rates, and the calibration stops when told to.</summary>
public class TimePredictionTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(100, 100)] // half way in logarithms
    [InlineData(1000, 1000)]
    [InlineData(1e9, 1000)]
    public void At_Size_IsOnTheLineInLogarithms(double size, double rate)
        => Assert.Equal(rate, new RateCurve([new RatePoint(10, 10), new RatePoint(1000, 1000)]).At(size), 1e-9 * rate);

    [Fact]
    public void Prefill_KnownRates_IsTheSumOfItsParts()
    {
        var cost = new CostModel(CostModelTests.Large());
        CostPoint at = cost.At(4096);
        TimeParts time = TimePrediction.Prefill(cost, at, Rates());
        Assert.Equal((double)at.Prefill.Maps / 1e11, time.Maps, 1e-9 * time.Maps);
        Assert.Equal((double)at.Prefill.Attention / 2e11, time.Attention, 1e-9 * time.Attention);
        Assert.Equal(time.Maps + time.Attention + time.Head + time.Rest, time.Total);
    }

    [Fact]
    public void Token_KnownRates_IsTheBytesItReads()
    {
        var cost = new CostModel(CostModelTests.Large());
        CostPoint at = cost.At(4096);
        TimeParts time = TimePrediction.Token(cost, at, Rates())!.Value;
        Assert.Equal((double)at.CacheBytes / 1e10, time.Attention, 1e-9 * time.Attention);
        Assert.InRange(time.Maps + time.Head, 0.95 * 4 * cost.Parameters / 1e10, 4 * cost.Parameters / 1e10); // all but the embedding
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Prefill_EveryFamily_GrowsWithTheContext(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        var cost = new CostModel(model.Transformer.Blueprint);
        double before = 0;
        foreach (int context in (int[])[1, 8, 64, 4096, 1 << 20])
        {
            double seconds = TimePrediction.Prefill(cost, cost.At(context), Rates()).Total;
            Assert.True(seconds > before && double.IsFinite(seconds));
            Assert.Equal(cost.Decodes, TimePrediction.Token(cost, cost.At(context), Rates()) is not null);
            before = seconds;
        }
    }

    /// <summary>Every kind of model there is a tiny configuration of.</summary>
    public static TheoryData<string> All => TinyConfigs.All;

    [Fact]
    public void Measure_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new CalibrationRun(null, stop.Token).Measure());
    }

    [Fact]
    public void Measure_ToTheEnd_TellsHowFarAndGivesPositiveRates()
    {
        var told = new List<double>();
        Calibration rates = new CalibrationRun(new Told(told), CancellationToken.None).Measure();
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1], 1e-9);
        foreach (RateCurve curve in (RateCurve[])[rates.Product, rates.ShortProduct, rates.ShortAttention, rates.LongAttention, rates.Weights,
            rates.CacheFloat32, rates.CacheFloat16, rates.CacheInt8])
            Assert.All(curve.Points, point => Assert.True(point.Rate > 0 && double.IsFinite(point.Rate)));
        Assert.True(rates.Elements > 0 && rates.CallSeconds > 0 && rates.MemoryBytes > 0);
    }

    internal static Calibration Rates()
    {
        RateCurve product = Flat(1e11), attention = Flat(2e11), read = Flat(1e10);
        return new Calibration
        {
            Product = product, ShortProduct = product, ShortAttention = attention, LongAttention = attention, Weights = read, CacheFloat32 = read,
                CacheFloat16 = read, CacheInt8 = read,
            Elements = 1e10, CallSeconds = 1e-6, WideCallSeconds = 1e-6, MemoryBytes = 1L << 34, Threads = Numerics.Workers.Count,
        };
    }

    private static RateCurve Flat(double rate) => new([new RatePoint(1, rate)]);

    private sealed class Told(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
