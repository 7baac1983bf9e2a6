using System.Diagnostics;
using Heed.Autograd;
using Heed.Cache;
using Heed.Masks;
using Heed.Numerics;

namespace Heed.Models.Cost;

/// <summary>The measurements of a <see cref="Calibration"/>: each on the operations that models run, the lower quartile of its calls but the first third:
/// what else the machine does only adds.</summary>
internal sealed class CalibrationRun(IProgress<double>? progress, CancellationToken cancellation)
{
    private const int Rows = 512, FewRows = 32, Steps = 32, FewestCalls = 8;
    private static readonly TimeSpan s_each = TimeSpan.FromMilliseconds(40);
    private int _done;

    public Calibration Measure()
    {
        Calibration rates = Rates();
        return rates with { CallSeconds = SmallPass.Overhead(rates, rows: 1, Seconds),
            WideCallSeconds = SmallPass.Overhead(rates, rows: SmallPass.Rows, Seconds) };
    }

    private Calibration Rates() => new()
    {
        Product = Curve([64, 128, 384, 1024], width => Product(Rows, width)),
        ShortProduct = Curve([64, 128, 384, 1024], width => Product(FewRows, width)),
        ShortAttention = Curve([16, 32, 64, 128], width => Attended(256, 8, width)),
        LongAttention = Curve([16, 32, 64, 128], width => Attended(2048, 2, width)),
        Weights = Weights(),
        CacheFloat32 = Curve([1024, 8192, 65536], length => Cached(new DenseCache(s_cacheShape, length), length)),
        CacheFloat16 = Curve([1024, 8192, 65536], length => Cached(new DenseCache(s_cacheShape, length, element: ElementType.Float16), length)),
        CacheInt8 = Curve([1024, 8192, 65536], length => Cached(new Int8Cache(s_cacheShape, length), length)),
        Elements = Elements(),
        CallSeconds = 0,
        WideCallSeconds = 0,
        MemoryBytes = Calibration.Memory,
        Threads = Workers.Count,
    };

    private static readonly CacheShape s_cacheShape = new(1, 2, 64);

    private static RateCurve Curve(int[] sizes, Func<int, RatePoint> measure) => new([.. sizes.Select(measure)]);

    private RatePoint Product(int rows, int width)
    {
        using Tensor x = Filled(rows, width), weight = Filled(width, width);
        return new RatePoint(width, 2.0 * rows * width * width / Seconds(() => Linear(x, weight)));
    }

    private RatePoint Attended(int length, int heads, int width)
    {
        float[] q = Numbers(heads * length * width), output = new float[q.Length];
        var shape = new AttentionShape(1, heads, length, width);
        double pairs = (double)AttentionPairs.OfText(length, Direction.Causal);
        return new RatePoint(width, 4.0 * width * heads * pairs / Seconds(()
            => Attention.Forward(q, q, q, output, [], shape, Causal.BottomRight(length, length))));
    }

    private RateCurve Weights()
    {
        const int Wide = 1024, Most = 32; // 4 MB each
        Tensor[] matrices = [.. Enumerable.Range(0, Most).Select(_ => Filled(Wide, Wide))];
        using Tensor row = Filled(1, Wide), shortRow = Filled(1, Wide / 2), small = Filled(Wide / 2, Wide / 2);
        try
        {
            var points = new List<RatePoint> { Read(shortRow, [small]) };
            foreach (int count in (int[])[1, 8, Most]) points.Add(Read(row, matrices[..count]));
            return new RateCurve([.. points]);
        }
        finally
        {
            foreach (Tensor matrix in matrices) matrix.Dispose();
        }

        RatePoint Read(Tensor x, Tensor[] read)
        {
            double bytes = read.Sum(matrix => (double)matrix.Count * sizeof(float));
            return new RatePoint(bytes, bytes / Seconds(() =>
            {
                foreach (Tensor matrix in read) Linear(x, matrix);
            }));
        }
    }

    private RatePoint Cached(AttentionCache cache, int length)
    {
        using (cache)
        {
            const int Heads = 4, Piece = 1024;
            float[] rows = Numbers(s_cacheShape.KeyHeads * Piece * s_cacheShape.Width), query = Numbers(Heads * s_cacheShape.Width),
                output = new float[query.Length];
            for (int start = 0; start < length; start += Piece) cache.Append(rows, rows, Piece);
            return new RatePoint(cache.Bytes, cache.Bytes / Seconds(() => CachedAttention.Forward(query, cache, output, [], Heads, 1)));
        }
    }

    private double Elements()
    {
        const int Width = 768;
        using Tensor x = Filled(Rows, Width), y = Filled(Rows, Width), gain = Filled(1, Width);
        using var vector = new Tensor([Width]);
        double seconds = Seconds(() =>
        {
            using var tape = new Tape(recording: false);
            Operations.Gate(tape, Operations.RmsNorm(tape, x, vector, 1e-5f), Operations.Add(tape, x, y), Activation.Silu);
        });
        return (2.0 + 3 + 3) * Rows * Width / seconds;
    }

    private static void Linear(Tensor x, Tensor weight)
    {
        using var tape = new Tape(recording: false);
        Operations.Linear(tape, x, weight, null, WeightLayout.OutputByInput);
    }

    /// <summary>Seconds a call takes; the first third of the calls does not count.</summary>
    private double Seconds(Action call)
    {
        cancellation.ThrowIfCancellationRequested();
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        call();
        while (times.Count < FewestCalls || Stopwatch.GetElapsedTime(start) < s_each)
        {
            long before = Stopwatch.GetTimestamp();
            call();
            times.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        progress?.Report((double)++_done / Steps);
        double[] counted = [.. times.Skip(times.Count / 3).Order()];
        return counted[counted.Length / 4];
    }

    private static Tensor Filled(int rows, int columns)
    {
        var tensor = new Tensor([rows, columns]);
        Numbers(tensor.Count).CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>Small numbers, none of them 0.</summary>
    private static float[] Numbers(int count)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = (i % 31 + 1) * 0.001f;
        return numbers;
    }
}
