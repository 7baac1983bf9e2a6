using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Models;

namespace Heed.Lens.Sites;

/// <summary>The values of chosen sites in one run, [B·T, …] as <see cref="SiteList"/> says.</summary>
public sealed class Recording : IDisposable
{
    private readonly Dictionary<string, Tensor> _values = [];

    private Recording() { }

    /// <summary>Bytes a recording may take unless told otherwise: 1 GiB.</summary>
    public const long UsualBudget = 1L << 30;

    /// <summary>The sites that are there.</summary>
    public IReadOnlyCollection<string> Sites => _values.Keys;

    /// <summary>A site's values.</summary>
    /// <exception cref="HeedException">It was not recorded.</exception>
    public Tensor this[string site]
        => _values.GetValueOrDefault(site) ?? throw new HeedException($"site '{site}': it was not recorded. Recorded: {(_values.Count == 0 ? "nothing" : string.Join(", ", _values.Keys))}.");

    /// <summary>Runs a model once and keeps what is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The texts; behind an encoder with their source.</param>
    /// <param name="sites">Sites; <c>*</c> stands for anything, as in <c>blocks.*.attn.z</c>.</param>
    /// <param name="budget">The most bytes the values may take.</param>
    /// <param name="interventions">What is done to the run; nothing where left out.</param>
    /// <exception cref="HeedException">There is no such site, or the budget is too small: nothing is computed then.</exception>
    public static Recording Of(Transformer model, TokenBatch batch, IEnumerable<string> sites, long budget = UsualBudget, params ReadOnlySpan<Intervention> interventions)
        => Of(model, batch, sites, budget, null, interventions);

    /// <summary>The same, into a cache.</summary>
    internal static Recording Of(
        Transformer model, TokenBatch batch, IEnumerable<string> sites, long budget, KeyValueCache? cache, params ReadOnlySpan<Intervention> interventions)
    {
        IReadOnlyList<Site> chosen = SiteList.Matching(model.Blueprint, sites);
        long needed = Bytes(chosen, batch) + (cache is null ? 0 : CacheBytes(model.Blueprint, batch));
        if (needed > budget)
        {
            Site largest = chosen.MaxBy(site => Count(site, batch))!;
            throw new HeedException(
                $"recording: {chosen.Count} sites need {needed:N0} bytes; the budget is {budget:N0}. The largest is {largest.Name} {largest.Shape} with {4 * Count(largest, batch):N0}. "
                + "Record fewer sites, shorten the text, or raise the budget.");
        }
        foreach (Intervention intervention in interventions) intervention.Check(model.Blueprint);
        var recording = new Recording();
        try
        {
            var hook = new InterventionHook(interventions.ToArray(), new Recorder([.. chosen.Select(site => site.Name)], recording._values));
            using var tape = new Tape(recording: false);
            if (chosen.Any(site => site.Name is "logits" or "pooled")) ModelRun.ToTheEnd(model, tape, batch, cache, hook);
            else model.Hidden(tape, batch, cache, hook);
            return recording;
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }

    /// <summary>Bytes that the values of sites take.</summary>
    public static long Bytes(IEnumerable<Site> sites, TokenBatch batch) => sites.Sum(site => 4 * Count(site, batch));

    private static long CacheBytes(Blueprint b, TokenBatch batch) => 2L * sizeof(float) * batch.Ids.Length * b.Layers * b.KeyValueHeads * b.HeadSize;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor value in _values.Values) value.Dispose();
        _values.Clear();
    }

    private static long Count(Site site, TokenBatch batch) => site.Count(batch.Batch, batch.Length, batch.Source?.Length ?? 0);
}
