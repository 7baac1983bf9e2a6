using Heed.Lens.Roles;
using Heed.Lens.Tests.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>What heads do, from whole matrices by plain loops in double.</summary>
internal sealed class PlainHeadMeasures(Transformer model, IReadOnlyList<HeadSample> samples)
{
    private readonly IReadOnlyList<HeadPlace> _places = HeadPlace.Of(model.Blueprint);

    /// <summary>A number for every attention and head, by the measure's name; NaN where nothing is to be measured.</summary>
    public double[] All(string name)
    {
        double[] sums = new double[_places.Count * model.Blueprint.Heads], counts = new double[sums.Length];
        foreach (HeadSample sample in samples)
            MapCases.Reference(model, sample.Batch, Lens.WholeMap.MapStack.Main, null, matrices =>
            {
                for (int p = 0; p < _places.Count; p++)
                    for (int h = 0; h < model.Blueprint.Heads; h++)
                        foreach (double number in Numbers(name, sample, _places[p], matrices[p], h))
                        {
                            sums[p * model.Blueprint.Heads + h] += number;
                            counts[p * model.Blueprint.Heads + h]++;
                        }
            });
        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }

    /// <summary>What the mean is taken over.</summary>
    private IEnumerable<double> Numbers(string name, HeadSample sample, HeadPlace place, DoubleAttention.Place matrix, int h)
    {
        double[,] a = matrix.Weights[h];
        (int queries, int keys) = (a.GetLength(0), a.GetLength(1));
        int[] tokens = place.IsEncoder ? sample.Batch.Source!.Ids : sample.Batch.Ids, from = place.IsCross ? sample.Batch.Source!.Ids : tokens;
        bool text = sample.Kind == HeadSampleKind.Text, repeated = sample.Kind == HeadSampleKind.Repeated && !place.IsEncoder, self = !place.IsCross;
        IEnumerable<int> rows = Enumerable.Range(0, queries), columns = Enumerable.Range(0, keys);
        IEnumerable<int> second = rows.Where(i => i >= sample.First + sample.Period && i < sample.First + 2 * sample.Period);
        switch (name)
        {
            case "previous token" when text && self: return rows.Skip(1).Select(i => a[i, i - 1]);
            case "duplicate token" when repeated && self: return second.Select(i => a[i, i - sample.Period]);
            case "induction" when repeated && self: return second.Select(i => a[i, i - sample.Period + 1]);
            case "duplicate token" when repeated: // the source's copy of the token
                return rows.Skip(sample.First).Select(i => columns.Where(j => from[j] == tokens[i]).Sum(j => a[i, j]));
            case "induction" when repeated: // the token behind it
                return rows.Skip(sample.First).Where(i => tokens[i] != from[sample.Period - 1])
                    .Select(i => columns.Where(j => j > 0 && from[j - 1] == tokens[i]).Sum(j => a[i, j]));
            case "induction on text" when text && self:
                return rows.Select(i => columns.Where(j => j > 0 && j != i + 1 && from[j - 1] == tokens[i]).Sum(j => a[i, j]));
            case "local" when text && self: return rows.Select(i => columns.Where(j => Math.Abs(i - j) <= 2).Sum(j => a[i, j]));
            case "broad" when text: return rows.Select(i => -columns.Sum(j => a[i, j] > 0 ? a[i, j] * Math.Log(a[i, j]) : 0));
            case "retrieval" when sample.Kind == HeadSampleKind.Decoded && !place.IsEncoder && place.IsCross == model.Blueprint.HasEncoder:
                int[] copied = [.. sample.Steps.Where(s => from[Strongest(a, s.Row, _ => true)] == s.Token).Select(s => Strongest(a, s.Row, _ => true))
                    .Where(key => key >= sample.Needle.Start && key < sample.Needle.End).Distinct()];
                return [(double)copied.Length / (sample.Needle.End - sample.Needle.Start)];
            case "answer" when sample.Kind == HeadSampleKind.Marked && self && !place.IsEncoder:
                return sample.Marks.Select(mark => mark.Targets.Contains(Strongest(a, mark.Row, j => j != mark.Row && !sample.Added.Contains(j))) ? 1.0 : 0.0);
            case "copying" when repeated && model.Blueprint.Head == ModelHead.Language:
                return second.Select(i => Raise(matrix, place, h, i, [.. from.Distinct()], from[Strongest(a, i, _ => true)])).OfType<double>();
            default: return [];
        }
    }

    /// <summary>The largest α_k over samples of one length, and the best offset's share: what is no mean over rows.</summary>
    public (double Sink, double Positional) Extremes(int p, int h)
    {
        var alpha = new Dictionary<int, double>();
        var hits = new Dictionary<int, (int Hits, int Possible)>();
        int texts = samples.Count(sample => sample.Kind == HeadSampleKind.Text), all = 0;
        foreach (HeadSample sample in samples.Where(sample => sample.Kind == HeadSampleKind.Text))
            MapCases.Reference(model, sample.Batch, Lens.WholeMap.MapStack.Main, null, matrices =>
            {
                double[,] a = matrices[p].Weights[h];
                (int queries, int keys, bool causal) = (a.GetLength(0), a.GetLength(1), _places[p].IsCausal);
                int rows = causal ? Math.Min(64, queries) : queries;
                for (int k = 0; k < (causal ? (rows + 1) / 2 : keys); k++)
                {
                    double sum = 0;
                    for (int i = causal ? k : 0; i < rows; i++) sum += a[i, k];
                    alpha[k] = alpha.GetValueOrDefault(k) + sum / (causal ? rows - k : rows) / texts;
                }
                all += queries;
                for (int i = 0; i < queries; i++)
                {
                    int strongest = Strongest(a, i, _ => true);
                    bool flat = a[i, strongest] < Math.Min(0.5, 2.0 / (causal ? i + 1 : keys));
                    for (int offset = -i; offset < keys - i; offset++)
                    {
                        (int hit, int possible) = hits.GetValueOrDefault(offset);
                        hits[offset] = (hit + (!flat && strongest == i + offset ? 1 : 0), possible + 1);
                    }
                }
            });
        return (alpha.Values.Max(), hits.Values.Where(hit => 2 * hit.Possible >= all).Max(hit => (double)hit.Hits / hit.Possible));
    }

    private static int Strongest(double[,] a, int row, Func<int, bool> counts)
    {
        int best = -1;
        for (int j = 0; j < a.GetLength(1); j++)
            if (counts(j) && a[row, j] > (best < 0 ? 0 : a[row, best])) best = j;
        return best;
    }

    /// <summary>The share of what a head raises that falls on a token, by carrying its output forward: W_O, the norms without their division, W_U.</summary>
    private double? Raise(DoubleAttention.Place matrix, HeadPlace place, int h, int row, int[] context, int token)
    {
        Blueprint b = model.Blueprint;
        float[] output = model.Parameter(place.Site + ".out.weight").ToArray(), table = model.Parameter(b.TiedHead ? "embed.weight" : "head.weight").ToArray();
        var sent = new double[b.Width];
        for (int d = 0; d < b.HeadSize; d++)
        {
            double z = 0;
            for (int j = 0; j < matrix.Values[h].GetLength(0); j++) z += matrix.Weights[h][row, j] * matrix.Values[h][j, d];
            int input = h * b.HeadSize + d;
            for (int m = 0; m < b.Width; m++)
                sent[m] += z * output[b.Layout == Autograd.WeightLayout.InputByOutput ? input * b.Width + m : m * b.Heads * b.HeadSize + input];
        }
        string block = place.Site[..place.Site.LastIndexOf('.')];
        if (b.NormPlace == NormPlace.Around) Normed(sent, block + ".norm1_post");
        if (b.NormPlace == NormPlace.Inside) Normed(sent, block + ".norm1");
        Normed(sent, (b.HasEncoder ? "decoder." : "") + "final_norm");
        double[] logits = [.. context.Select(t => sent.Select((x, m) => x * table[t * b.Width + m]).Sum())];
        double mean = logits.Average(), all = logits.Sum(logit => Math.Max(0, logit - mean));
        return all > 0 ? 2 * Math.Max(0, logits[Array.IndexOf(context, token)] - mean) / all - 1 : null;
    }

    private void Normed(double[] x, string norm)
    {
        float[] gain = model.Parameter(norm + ".weight").ToArray();
        double mean = model.Blueprint.Norm == NormKind.Layer ? x.Average() : 0;
        for (int m = 0; m < x.Length; m++) x[m] = (x[m] - mean) * (gain[m] + (model.Blueprint.Norm == NormKind.RootMeanSquarePlusOne ? 1 : 0));
    }
}
