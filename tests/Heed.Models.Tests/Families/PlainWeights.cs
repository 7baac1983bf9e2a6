using Heed.Models.Weights;

namespace Heed.Models.Tests.Families;

/// <summary>A folder that a test writes from names and shapes as the original library has them, and its numbers in double.</summary>
internal sealed class PlainWeights
{
    private readonly Dictionary<string, (int[] Shape, double[] Values)> _tensors = [];

    /// <summary>Writes random weights: matrices about 0, gains about 1.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="config">config.json.</param>
    /// <param name="shapes">The original's names.</param>
    public static PlainWeights Write(string folder, string config, params (string Name, int[] Shape)[] shapes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), config);
        var random = new Random(7);
        var weights = new PlainWeights();
        var sources = new List<TensorSource>();
        foreach ((string name, int[] shape) in shapes)
        {
            var values = new float[shape.Aggregate(1, (a, b) => a * b)];
            bool gain = shape.Length == 1 && name.EndsWith(".weight", StringComparison.Ordinal);
            for (int i = 0; i < values.Length; i++)
                values[i] = (gain ? 0.9f
                    : 0f) + 0.35f * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(
                    2 * Math.PI * random.NextDouble()));
            weights._tensors.Add(name, (shape, Array.ConvertAll(values, x => (double)x)));
            sources.Add(TensorSource.Floats(name, [.. shape.Select(n => (long)n)], values));
        }
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), sources);
        return weights;
    }

    /// <summary>A vector.</summary>
    public double[] Vector(string name) => _tensors[name].Values;

    /// <summary>A matrix, row by row.</summary>
    public double[][] Matrix(string name)
    {
        (int[] shape, double[] values) = _tensors[name];
        return [.. Enumerable.Range(0, shape[0]).Select(row => values[(row * shape[1])..((row + 1) * shape[1])])];
    }

    /// <summary>x·Wᵀ + b of a linear map, with its bias where it has one.</summary>
    public double[][] Linear(double[][] x, string name)
    {
        double[][] matrix = Matrix(name + ".weight");
        double[]? bias = _tensors.ContainsKey(name + ".bias") ? Vector(name + ".bias") : null;
        return PlainMath.Rows(x, row => [.. matrix.Select((line, o) => line.Zip(row, (a, b) => a * b).Sum() + (bias?[o] ?? 0))]);
    }

    /// <summary>Rows of an embedding.</summary>
    public double[][] Embed(string name, IEnumerable<int> ids)
    {
        double[][] table = Matrix(name);
        return [.. ids.Select(id => table[id])];
    }

    /// <summary>Layer normalization.</summary>
    public double[][] LayerNorm(double[][] x, string name, double epsilon) => PlainMath.Rows(x, row =>
    {
        double mean = row.Average(), deviation = Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + epsilon);
        double[] gain = Vector(name + ".weight"), bias = Vector(name + ".bias");
        return [.. row.Select((v, i) => (v - mean) / deviation * gain[i] + bias[i])];
    });

    /// <summary>Root mean square normalization.</summary>
    public double[][] Rms(double[][] x, string name, double epsilon, double offset = 0)
        => PlainMath.Rows(x, row => Rms(row, Vector(name + ".weight"), epsilon, offset));

    /// <summary>The same of each head.</summary>
    public double[][] RmsOfHeads(double[][] x, string name, int size, double epsilon, double offset = 0)
        => PlainMath.Rows(x, row => [.. row.Chunk(size).SelectMany(head => Rms(head, Vector(name + ".weight"), epsilon, offset))]);

    private static double[] Rms(double[] row, double[] gain, double epsilon, double offset)
    {
        double root = Math.Sqrt(row.Average(v => v * v) + epsilon);
        return [.. row.Select((v, i) => v / root * (gain[i] + offset))];
    }
}
