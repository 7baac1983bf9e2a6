using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>The mean result of every head over the tokens of a reference set: what mean ablation puts in a head's place (Wang et al. 2022).</summary>
public sealed class HeadMeans
{
    private readonly Dictionary<string, double[]> _sums = [];
    private readonly Dictionary<string, long> _rows = [];
    private readonly int _headSize;

    private HeadMeans(int headSize) => _headSize = headSize;

    /// <summary>Runs the model over the reference set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The set; one text at a time.</param>
    /// <param name="cancellation">Stops between texts.</param>
    public static HeadMeans Of(Transformer model, IEnumerable<TokenBatch> texts, CancellationToken cancellation = default)
    {
        var means = new HeadMeans(model.Blueprint.HeadSize);
        foreach (TokenBatch text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            using var run = Recording.Of(model, text, [.. AttentionNames.Of(model.Blueprint).Select(attention => attention + ".z")]);
            foreach (string site in run.Sites) means.Add(site, run[site]);
        }
        return means;
    }

    /// <summary>The mean of one head, [D].</summary>
    /// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
    /// <param name="head">Query head.</param>
    public float[] Of(string attention, int head)
    {
        double[] sums = _sums[attention + ".z"];
        return [.. Enumerable.Range(0, _headSize).Select(d => (float)(sums[head * _headSize + d] / _rows[attention + ".z"]))];
    }

    private void Add(string site, Tensor z)
    {
        if (!_sums.TryGetValue(site, out double[]? sums)) _sums[site] = sums = new double[z.Columns];
        for (int r = 0; r < z.Rows; r++)
            for (int c = 0; c < z.Columns; c++) sums[c] += z.Span[r * z.Columns + c];
        _rows[site] = _rows.GetValueOrDefault(site) + z.Rows;
    }
}
