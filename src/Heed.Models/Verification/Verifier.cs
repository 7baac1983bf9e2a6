namespace Heed.Models.Verification;

/// <summary>Compares Heed with reference data that other implementations computed: the engine of <c>heed verify</c>.</summary>
public static class Verifier
{
    /// <summary>Checks everything that <paramref name="path"/> holds. One broken case does not stop the others.</summary>
    /// <param name="path">A folder of reference data, or any folder inside one: a model with its expected outputs, a folder of such models, …</param>
    /// <param name="report">Is told of each case as it ends; null for nobody.</param>
    /// <param name="cancellation">Stops between two cases.</param>
    /// <exception cref="HeedException">There is no such folder, or nothing in it to check; the message says what layout is expected.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationReport Run(string path, Action<CaseResult>? report = null, CancellationToken cancellation = default)
    {
        var results = new List<CaseResult>();
        int disputed = 0;
        foreach ((string prefix, ICaseSource source) in ReferenceLayout.Find(path)) disputed += Run(prefix, source, Add, cancellation);
        if (results.Count == 0) throw ReferenceLayout.NothingIn(path);
        return new VerificationReport(results) { Disputed = disputed };

        void Add(CaseResult result)
        {
            results.Add(result);
            report?.Invoke(result);
        }
    }

    // Returns how many cases the references dispute.
    private static int Run(string prefix, ICaseSource source, Action<CaseResult> add, CancellationToken cancellation)
    {
        int disputed = 0;
        Outcome listed = Guarded(() =>
        {
            foreach (VerificationCase item in source.Cases())
            {
                cancellation.ThrowIfCancellationRequested();
                Outcome outcome = Guarded(item.Check);
                add(new CaseResult($"{prefix}/{item.Name}", outcome.Status, outcome.Detail));
            }
            disputed = source.Disputed;
            return Outcome.Passed("");
        });
        if (listed.Status != CaseStatus.Passed) add(new CaseResult(prefix, listed.Status, listed.Detail));
        return disputed;
    }

    // Whatever a broken case throws is what came of this case, and of no other.
    private static Outcome Guarded(Func<Outcome> check)
    {
        try
        {
            return check();
        }
        catch (HeedException error)
        {
            return error.IsUnsupported ? Outcome.Skipped(error.Message) : Outcome.Failed(error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Outcome.Failed($"{error.GetType().Name}: {error.Message}");
        }
    }
}
