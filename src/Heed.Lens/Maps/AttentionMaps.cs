using System.Collections;
using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.Maps;

/// <summary>The maps of one run of a model over one text: of all attentions or of chosen ones, in the order of the run. Owns them.</summary>
public sealed class AttentionMaps : IReadOnlyList<AttentionMap>, IDisposable
{
    private readonly AttentionMap[] _maps;

    private AttentionMaps(AttentionMap[] maps) => _maps = maps;

    /// <summary>Runs the model once and keeps the maps. They outlive the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text; behind an encoder with its source.</param>
    /// <param name="sites">Which attentions, such as <c>blocks.3.attn</c>; null for all. <see cref="MapPlan.Of"/> tells their names and sizes.</param>
    /// <param name="storage">Where the numbers are kept and how many; null for memory and the usual budget. It is checked before the run, and does not count what
    /// the run itself needs.</param>
    /// <exception cref="HeedException">There is not one text, a site is unknown, the budget is too small, there is no room, the text does not fit the model, or
    /// weights are no numbers.</exception>
    public static AttentionMaps Of(Transformer model, TokenBatch batch, IReadOnlyCollection<string>? sites = null, MapStorage? storage = null)
        => Of(model, batch, sites, storage, progress: null, CancellationToken.None);

    /// <inheritdoc cref="Of(Transformer, TokenBatch, IReadOnlyCollection{string}?, MapStorage?)"/>
    public static AttentionMaps Of(LanguageModel model, TokenBatch batch, IReadOnlyCollection<string>? sites = null, MapStorage? storage = null)
        => Of(model.Transformer, batch, sites, storage);

    /// <summary>The same, told about and stopped.</summary>
    /// <inheritdoc cref="Of(Transformer, TokenBatch, IReadOnlyCollection{string}?, MapStorage?)"/>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text; behind an encoder with its source.</param>
    /// <param name="sites">Which attentions; null for all.</param>
    /// <param name="storage">Where the numbers are kept and how many; null for memory and the usual budget.</param>
    /// <param name="progress">Is told after each attention how many of the chosen ones are done; null for nobody.</param>
    /// <param name="cancellation">Stops between two steps of a layer.</param>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is kept.</exception>
    public static AttentionMaps Of(
        Transformer model, TokenBatch batch, IReadOnlyCollection<string>? sites, MapStorage? storage, IProgress<int>? progress, CancellationToken cancellation)
    {
        storage ??= new MapStorage();
        MapPlan[] plans = [.. Chosen(MapPlan.Of(model.Blueprint, batch), sites)];
        storage.Check(plans);
        // Masks refer to the ranges of real tokens, which are the caller's.
        batch = batch with { Real = batch.Real?.ToArray(), Source = batch.Source is { } source ? source with { Real = source.Real?.ToArray() } : null };
        using var hook = new MapHook(plans, storage, progress, cancellation);
        using var tape = new Tape(recording: false);
        model.Hidden(tape, batch, hook: hook);
        return new AttentionMaps(hook.Take());
    }

    /// <inheritdoc/>
    public int Count => _maps.Length;

    /// <inheritdoc/>
    public AttentionMap this[int index] => _maps[index];

    /// <summary>The map of one attention.</summary>
    /// <param name="site">Which: <c>blocks.3.attn</c>.</param>
    /// <exception cref="HeedException">It was not kept.</exception>
    public AttentionMap this[string site]
        => _maps.FirstOrDefault(map => map.Site == site)
            ?? throw new HeedException($"attention maps: expected one of {string.Join(", ", _maps.Select(map => map.Site))}; got '{site}'.");

    /// <inheritdoc/>
    public IEnumerator<AttentionMap> GetEnumerator() => ((IEnumerable<AttentionMap>)_maps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives all memory back.</summary>
    public void Dispose()
    {
        foreach (AttentionMap map in _maps) map.Dispose();
    }

    private static IEnumerable<MapPlan> Chosen(IReadOnlyList<MapPlan> plans, IReadOnlyCollection<string>? sites)
    {
        if (sites is null) return plans;
        foreach (string site in sites)
            if (plans.All(plan => plan.Site != site))
                throw new HeedException($"attention maps: this model has no attention '{site}'. It has {string.Join(", ", plans.Select(plan => plan.Site))}.");
        if (sites.Count == 0) throw new HeedException("attention maps: expected at least one attention; got none. Leave the sites out for all.");
        return plans.Where(plan => sites.Contains(plan.Site));
    }
}
