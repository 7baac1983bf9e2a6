namespace Heed.Models.Cost;

/// <summary>All that is said about a model's costs: what a page or a command shows.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Cost">Its counts.</param>
/// <param name="Batch">B.</param>
/// <param name="Points">Costs and predicted times, by context length.</param>
/// <param name="Crossings">Where one cost passes another.</param>
/// <param name="Rates">The machine the times are predicted for.</param>
public sealed record CostReport(CostSubject Subject, CostModel Cost, int Batch, IReadOnlyList<CostReportPoint> Points, CostCrossings Crossings,
    Calibration Rates)
{
    /// <summary>Predicted beside measured times; empty where nothing was run.</summary>
    public IReadOnlyList<CostCheckRow> Checks { get; init; } = [];

    /// <summary>Whether <see cref="Checked"/> was asked for.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Counts and predicts.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="variant">A change of it.</param>
    /// <param name="contexts">T, one or more.</param>
    /// <param name="batch">B.</param>
    /// <param name="rates">The machine.</param>
    /// <exception cref="HeedException">A number is out of range, or the change does not fit the model.</exception>
    public static CostReport Of(CostSubject subject, CostVariant variant, IReadOnlyList<long> contexts, int batch, Calibration rates)
    {
        var cost = new CostModel(subject.Blueprint, variant, subject.StoredBytes);
        CostReportPoint[] points = [.. contexts.Select(context => cost.At(context, batch))
            .Select(at => new CostReportPoint(at, TimePrediction.Prefill(cost, at, rates), TimePrediction.Token(cost, at, rates)))];
        return new CostReport(subject, cost, batch, points, CostCrossings.Of(cost, batch, rates.MemoryBytes), rates);
    }

    /// <summary>The same with measured times of the contexts that fit the model's window.</summary>
    /// <param name="model">The model, as it is.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    /// <exception cref="HeedException">None fits, or one does not fit the memory.</exception>
    public CostReport Checked(LanguageModel model, CancellationToken cancellation = default)
    {
        var check = new CostCheck(model, Batch, Cost.Variant.Cache, Rates);
        CostReportPoint[] fitting = [.. Points.Where(point => !point.At.IsBeyondWindow)];
        CostCheck.Refuse(Subject.Blueprint, [.. Points.Select(point => point.At.Context)]);
        return this with { Checks = [.. fitting.SelectMany(point => check.Run(point.At.Context, cancellation))], IsChecked = true };
    }
}
