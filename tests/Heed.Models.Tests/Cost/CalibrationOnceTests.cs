using Heed.Models.Cost;

namespace Heed.Models.Tests.Cost;

/// <summary>Those who wait for a calibration wait for one, and each may go.</summary>
public class CalibrationOnceTests
{
    [Fact]
    public async Task Get_SecondWaiterGoes_FirstStillGetsIt()
    {
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        int runs = 0;
        var once = new CalibrationOnce((_, cancellation) =>
        {
            Interlocked.Increment(ref runs);
            begun.Set();
            end.Wait(cancellation);
            return TimePredictionTests.Rates();
        });
        Task<Calibration> first = Task.Run(() => once.Get(null, CancellationToken.None), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        Task<Calibration> second = Task.Run(() => once.Get(null, stop.Token), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        end.Set();
        Assert.Equal(TimePredictionTests.Rates().Elements, (await first).Elements);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Get_LastWaiterGoes_StopsAndTheNextStartsAnew()
    {
        using var begun = new SemaphoreSlim(0);
        int runs = 0;
        var once = new CalibrationOnce((progress, cancellation) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
            {
                progress.Report(1);
                return TimePredictionTests.Rates();
            }
            begun.Release();
            cancellation.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellation);
        });
        using var stop = new CancellationTokenSource();
        Task<Calibration> first = Task.Run(() => once.Get(null, stop.Token), TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var told = new List<double>();
        once.Get(new Told(told), TestContext.Current.CancellationToken);
        Assert.Equal((2, 1.0), (runs, Assert.Single(told)));
    }

    [Fact]
    public void Get_CancelledBefore_DoesNotBegin()
    {
        var once = new CalibrationOnce((_, _) => throw new InvalidOperationException());
        Assert.ThrowsAny<OperationCanceledException>(() => once.Get(null, new CancellationToken(canceled: true)));
    }

    private sealed class Told(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
