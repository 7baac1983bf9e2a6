using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>A named norm of a model in <c>double</c>.</summary>
internal sealed class RowNorm(Transformer model, string name)
{
    private readonly float[] _gain = model.Parameter(name + ".weight").ToArray();
    private readonly float[] _bias = model.Blueprint.Norm == NormKind.Layer ? model.Parameter(name + ".bias").ToArray() : [];

    /// <summary>Each row normalized.</summary>
    public Grid Of(Grid x)
    {
        NormKind kind = model.Blueprint.Norm;
        var result = new Grid(x.Rows, x.Columns);
        for (int i = 0; i < x.Rows; i++)
        {
            double mean = 0, square = 0;
            if (kind == NormKind.Layer) foreach (double number in x.Row(i)) mean += number / x.Columns;
            foreach (double number in x.Row(i)) square += (number - mean) * (number - mean) / x.Columns;
            double factor = 1 / Math.Sqrt(square + model.Blueprint.NormEpsilon);
            for (int j = 0; j < x.Columns; j++)
            {
                double gain = kind == NormKind.RootMeanSquarePlusOne ? 1.0 + _gain[j] : _gain[j];
                result[i, j] = (x[i, j] - mean) * factor * gain + (_bias.Length > 0 ? _bias[j] : 0);
            }
        }
        return result;
    }
}
