using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Consequences;

/// <summary>
/// A run that is repeated with interventions, of which only what can change is computed: the blocks from the first that is touched on, and in a causal model the tokens from
/// the first that is touched on.
/// </summary>
/// <remarks>
/// Keeps what goes into each block, and keys and values: memory grows with the text and the layers. The numbers are those of a whole run, bit for bit: what is cut without
/// consequence changes the metric by exactly 0. Not safe for use from several threads at once.
/// </remarks>
public sealed class Rerun : IDisposable
{
    /// <summary>Rows from which on the products take the path of whole texts, and so give its bits.</summary>
    private const int LeastRows = 9;

    private readonly Transformer _model;
    private readonly QuestionRun _run;
    private readonly Recording _clean = null!;
    private readonly KeyValueCache? _cache;
    private readonly string _prefix;
    private readonly HashSet<string> _attentions;

    /// <summary>Runs it once, untouched.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">The text and its metric.</param>
    /// <param name="budget">The most bytes that what is kept of the run may take.</param>
    /// <exception cref="HeedException">The budget is too small: nothing is computed then.</exception>
    public Rerun(Transformer model, QuestionRun run, long budget = Recording.UsualBudget)
    {
        (_model, _run, _attentions) = (model, run, [.. AttentionNames.Of(model.Blueprint)]);
        Blueprint b = model.Blueprint;
        _prefix = b.HasEncoder ? "decoder." : "";
        string[] sites = b.HasEncoder ? ["encoder.blocks.*.resid_pre", "encoder.final_norm", "decoder.blocks.*.resid_pre", "decoder.final_norm"] : ["blocks.*.resid_pre", "final_norm"];
        _cache = b.Direction == Direction.Causal ? new KeyValueCache(b, 1, run.Batch.Length) : null;
        try
        {
            _clean = Recording.Of(model, run.Batch, sites, budget, _cache);
            using var tape = new Tape(recording: false);
            Clean = run.Metric.Of(model, tape, _clean[_prefix + "final_norm"]).Span[0];
        }
        catch
        {
            _clean?.Dispose();
            _cache?.Dispose();
            throw;
        }
    }

    /// <summary>The metric of the untouched run.</summary>
    public float Clean { get; }

    /// <summary>The metric when something is done to an attention or what follows it.</summary>
    /// <param name="attention">The first that is touched: <c>blocks.N.attn</c>.</param>
    /// <param name="firstRow">The first of its queries that is touched.</param>
    /// <param name="interventions">What is done, from that attention's block and row on; the logits are not among its sites.</param>
    /// <exception cref="HeedException">There is no such attention or token, the model does not have what is touched, or the metric is not finite.</exception>
    public float With(string attention, int firstRow, params IReadOnlyList<Intervention> interventions)
    {
        if (!_attentions.Contains(attention)) AttentionNames.Require(_model.Blueprint, attention);
        int rows = AttentionNames.Lengths(attention, _run.Batch).Queries;
        if ((uint)firstRow >= (uint)rows) throw new HeedException($"{attention}: expected a query from 0 to {rows - 1}; got {firstRow}.");
        foreach (Intervention intervention in interventions) intervention.Check(_model.Blueprint);
        int layer = AttentionNames.LayerOf(attention);
        using var tape = new Tape(recording: false);
        if (attention.StartsWith("encoder.", StringComparison.Ordinal))
        {
            Tensor source = _model.ResumeEncoder(tape, _run.Batch.Source!, From("encoder.", layer), new InterventionHook(interventions));
            return Metric(tape, _model.Resume(tape, _run.Batch, null, source, null, new InterventionHook(interventions)), 0);
        }
        int length = _run.Batch.Length;
        int first = _cache is null ? 0 : Math.Max(0, Math.Min(Math.Min(firstRow, _run.Metric.Rows.DefaultIfEmpty(0).Min()), length - LeastRows));
        var hook = new InterventionHook(interventions) { FirstRow = first };
        if (first == 0)
            return Metric(tape, _model.Resume(tape, _run.Batch, From(_prefix, layer), _model.Blueprint.HasEncoder ? _clean["encoder.final_norm"] : null, null, hook), 0);
        float value = 0;
        using Tensor residual = Rows(_clean[$"{_prefix}blocks.{layer}.resid_pre"], first);
        _cache!.Branch(first, layer, () => value = Metric(
            tape, _model.Resume(tape, _run.Batch.Slice(first, length - first, first), new ResumePoint(layer, residual), null, _cache, hook), first));
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clean.Dispose();
        _cache?.Dispose();
    }

    private float Metric(Tape tape, Tensor hidden, int firstRow) => _run.Metric.Of(_model, tape, hidden, firstRow).Span[0];

    private ResumePoint From(string prefix, int layer) => new(layer, _clean[$"{prefix}blocks.{layer}.resid_pre"]);

    private static Tensor Rows(Tensor all, int first)
    {
        var rows = new Tensor([all.Rows - first, all.Columns]);
        all.Span[(first * all.Columns)..].CopyTo(rows.Span);
        return rows;
    }
}
