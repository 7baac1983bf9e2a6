using Heed.Numerics;

namespace Heed.Models.Cost;

/// <summary>One calibration for all who want it: they wait for the same one, each may go, and it stops when nobody is left.</summary>
/// <param name="measure">Makes it.</param>
internal sealed class CalibrationOnce(Func<IProgress<double>, CancellationToken, Calibration> measure)
{
    private readonly Lock _lock = new();
    private Calibration? _known;
    private readonly Lock _machine = new();
    private Run? _run;

    /// <summary>The calibration, measured when it is not there or was made with another number of threads.</summary>
    /// <param name="progress">Is told how far it has come, 0 … 1; null for nobody.</param>
    /// <param name="cancellation">Ends the wait at once, and the measuring where nobody else waits.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Calibration Get(IProgress<double>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Run run;
        lock (_lock)
        {
            if (_known is { } known && known.Threads == Workers.Count) return known;
            run = _run ??= new Run();
            run.Waiting++;
            if (progress is not null) run.Told += progress.Report;
            run.Task ??= Task.Run(() => Measure(run), CancellationToken.None);
        }
        try
        {
            return run.Task.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_lock)
            {
                if (progress is not null) run.Told -= progress.Report;
                if (--run.Waiting == 0)
                {
                    run.Stop.Cancel();
                    if (_run == run) _run = null;
                }
            }
        }
    }

    private Calibration Measure(Run run)
    {
        // One that was given up may still be in its last measurement: two at a time would disturb each other.
        lock (_machine)
        {
            Calibration rates = measure(run, run.Stop.Token);
            lock (_lock) _known = rates;
            return rates;
        }
    }

    private sealed class Run : IProgress<double>
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<Calibration>? Task { get; set; }

        public int Waiting { get; set; }

        public event Action<double>? Told;

        public void Report(double value) => Told?.Invoke(value);
    }
}
