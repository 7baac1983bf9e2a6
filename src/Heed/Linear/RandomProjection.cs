using System.Runtime.InteropServices;

namespace Heed.Linear;

/// <summary>
/// F directions in D dimensions for random features: Gaussian, or in blocks of D orthogonal to each other with the lengths of Gaussian
/// vectors, which has the smaller variance (Choromanski et al. 2021, FAVOR+).
/// </summary>
/// <remarks>A pure function of (D, F, seed): SplitMix64, Box–Muller and Gram–Schmidt in double. May be shared between
/// threads and calls.</remarks>
public sealed unsafe class RandomProjection
{
    private readonly float[] _across; // [D, FeatureStride], pinned
    private readonly float[] _rows; // [F, WidthStride], pinned

    private RandomProjection(double[] directions, int width, int features, float scale)
    {
        (Width, Features, Scale) = (width, features, scale);
        FeatureStride = AttentionTiles.RoundUp(features, 16);
        WidthStride = AttentionTiles.RoundUp(width, 16);
        _across = GC.AllocateArray<float>(width * FeatureStride, pinned: true);
        _rows = GC.AllocateArray<float>(features * WidthStride, pinned: true);
        for (int f = 0; f < features; f++)
            for (int d = 0; d < width; d++)
                _across[d * FeatureStride + f] = _rows[f * WidthStride + d] = (float)(directions[f * width + d] * Math.Sqrt(scale));
    }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>F.</summary>
    public int Features { get; }

    /// <summary>What q·k is multiplied by in the softmax that the features stand for.</summary>
    public float Scale { get; }

    internal int FeatureStride { get; }

    internal int WidthStride { get; }

    /// <summary>√scale·ω as columns, [D, FeatureStride].</summary>
    internal float* Across => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_across, 0);

    /// <summary>√scale·ω as rows, [F, WidthStride].</summary>
    internal float* Rows => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_rows, 0);

    /// <summary>Orthogonal directions.</summary>
    /// <param name="width">D, the head size.</param>
    /// <param name="features">F.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">The scale is not a finite number greater than 0.</exception>
    public static RandomProjection Orthogonal(int width, int features, ulong seed, float? scale = null)
    {
        Check(width, features, scale);
        var draws = new Gaussian(seed);
        double[] directions = draws.Next((long)features * width);
        for (int block = 0; block < features; block += width)
            for (int f = block; f < Math.Min(block + width, features); f++)
                Orthogonalise(directions, f, block, width);
        for (int f = 0; f < features; f++)
        {
            double length = Length(draws.Next(width));
            for (int d = 0; d < width; d++) directions[f * width + d] *= length;
        }
        return new RandomProjection(directions, width, features, scale ?? 1f / MathF.Sqrt(width));
    }

    /// <summary>Independent Gaussian directions, to compare.</summary>
    /// <param name="width">D, the head size.</param>
    /// <param name="features">F.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">The scale is not a finite number greater than 0.</exception>
    public static RandomProjection Independent(int width, int features, ulong seed, float? scale = null)
    {
        Check(width, features, scale);
        return new RandomProjection(new Gaussian(seed).Next((long)features * width), width, features, scale ?? 1f / MathF.Sqrt(width));
    }

    private static void Check(int width, int features, float? scale)
    {
        Argument.AtLeast(1, width, nameof(width));
        Argument.AtLeast(1, features, nameof(features));
        Argument.Elements((AttentionTiles.RoundUp(width, 16), nameof(width)), (AttentionTiles.RoundUp(features, 16), nameof(features)));
        if (scale is { } s && (!(s > 0) || !float.IsFinite(s)))
            throw new ArgumentException($"scale: expected a finite number greater than 0; got {s}.", nameof(scale));
    }

    /// <summary>Makes direction <paramref name="f"/> a unit vector at right angles to those before it in its block;
    /// twice, for rounding.</summary>
    private static void Orthogonalise(double[] directions, int f, int block, int width)
    {
        Span<double> own = directions.AsSpan(f * width, width);
        for (int round = 0; round < 2; round++)
        {
            for (int other = block; other < f; other++)
            {
                ReadOnlySpan<double> before = directions.AsSpan(other * width, width);
                double dot = 0;
                for (int d = 0; d < width; d++) dot += own[d] * before[d];
                for (int d = 0; d < width; d++) own[d] -= dot * before[d];
            }
            double length = Length(own);
            for (int d = 0; d < width; d++) own[d] /= length;
        }
    }

    private static double Length(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double x in vector) sum += x * x;
        return Math.Sqrt(sum);
    }

    /// <summary>Normal draws: Box–Muller on SplitMix64 (Steele et al. 2014).</summary>
    private sealed class Gaussian(ulong seed)
    {
        private ulong _state = seed;

        public double[] Next(long count)
        {
            var values = new double[count];
            for (int i = 0; i < count; i++)
                values[i] = Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
            return values;
        }

        /// <summary>In (0, 1].</summary>
        private double Uniform()
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (((z ^ (z >> 31)) >> 11) + 1) * (1.0 / (1UL << 53));
        }
    }
}
