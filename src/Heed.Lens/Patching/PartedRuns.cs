using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Patching;

/// <summary>Runs of two prompts that end alike, whose values at the end can be put into each other.</summary>
internal sealed class PartedRuns : IDisposable
{
    private readonly Blueprint _blueprint;
    private readonly int _tail, _answer;
    // Null only while they are being made.
    private readonly Recording _worseValues = null!, _betterValues = null!;
    private readonly Rerun _worse = null!, _better = null!;

    /// <summary>Runs both.</summary>
    /// <param name="model">The model.</param>
    /// <param name="worse">The one prompt, its answer's tokens but the last behind it.</param>
    /// <param name="better">The other.</param>
    /// <param name="shared">Tokens both prompts end with.</param>
    public PartedRuns(Transformer model, QuestionRun worse, QuestionRun better, int shared)
    {
        _blueprint = model.Blueprint;
        // The first row of the metric is the prompt's last token; the answer's tokens stand behind it.
        _answer = worse.Batch.Length - worse.Metric.Rows[0];
        _tail = _answer + shared - 1;
        string[] sites = ["*.z", "*.resid_pre"];
        try
        {
            _worseValues = Recording.Of(model, worse.Batch, sites);
            _betterValues = Recording.Of(model, better.Batch, sites);
            _worse = new Rerun(model, worse);
            _better = new Rerun(model, better);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The metric of the worse prompt.</summary>
    public float Low => _worse.Clean;

    /// <summary>And of the better one.</summary>
    public float High => _better.Clean;

    /// <summary>The worse prompt's metric with the better one's value.</summary>
    public float IntoWorse(string site, int? head) => Patched(_worse, _worseValues, _betterValues, [(site, head)]);

    /// <summary>The same with several heads' values.</summary>
    public float IntoWorse(IReadOnlyList<PartingPatch> patches) => Patched(_worse, _worseValues, _betterValues, [.. patches.Select(patch => (patch.Site, patch.Head))]);

    /// <summary>The better prompt's metric with the worse one's value.</summary>
    public float IntoBetter(string site, int? head) => Patched(_better, _betterValues, _worseValues, [(site, head)]);

    public void Dispose()
    {
        _worseValues?.Dispose();
        _betterValues?.Dispose();
        _worse?.Dispose();
        _better?.Dispose();
    }

    private float Patched(Rerun run, Recording own, Recording other, IReadOnlyList<(string Site, int? Head)> places)
    {
        string first = places.OrderBy(place => Layer(place.Site)).First().Site;
        string attention = $"blocks.{Layer(first)}.attn";
        int rows = own[first].Rows, tail = places.Any(place => place.Head is not null) ? _tail : _answer;
        return run.With(attention, rows - tail, [.. places.Select(place => Change(own, other, place.Site, place.Head))]);
    }

    private ReplaceValues Change(Recording own, Recording other, string site, int? head)
    {
        Tensor from = other[site];
        // Of a stream, the rows of the answer's own tokens too: they are read alike in both runs.
        int tail = head is null ? _answer : _tail, rows = own[site].Rows;
        (int column, int columns) = head is { } one ? (one * _blueprint.HeadSize, _blueprint.HeadSize) : (0, from.Columns);
        var values = new float[tail * columns];
        for (int r = 0; r < tail; r++) from.Span.Slice((from.Rows - tail + r) * from.Columns + column, columns).CopyTo(values.AsSpan(r * columns));
        return new ReplaceValues(site, values, new KeyRange(rows - tail, rows), column, columns, $"{site} of the other prompt");
    }

    private static int Layer(string site) => int.Parse(site.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
}
