using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Positions;

/// <summary>
/// Rotary position embedding (Su et al. 2021): each pair (a, b) of a head at position p becomes (a·cos − b·sin, b·cos + a·sin) of its angle
/// p·f_i, so that a score q·k depends on the difference of positions alone. Numbers beyond the rotated width pass through as they are.
/// </summary>
/// <remarks>
/// <para>NaN and ∞ reach the two numbers of their own pair and no others.</para>
/// <para>Precision: float32 products with angles rounded from double.</para>
/// <para>Aliasing: source and target may be the same view; any other overlap is refused.</para>
/// <para>Rows are shared among threads; the result does not depend on how many there are. Allocates nothing.</para>
/// </remarks>
public static unsafe class Rotary
{
    /// <summary>Turns heads in place.</summary>
    /// <param name="x">[B, H, T, D], D at least the angles' width.</param>
    /// <param name="angles">The angle of every position.</param>
    /// <exception cref="ArgumentException">The shape does not fit the angles.</exception>
    public static void Apply(HeadView x, RotaryAngles angles) => Apply(x, x, angles);

    /// <summary>Turns heads into another view.</summary>
    /// <param name="x">[B, H, T, D], D at least the angles' width.</param>
    /// <param name="y">[B, H, T, D], written.</param>
    /// <param name="angles">The angle of every position.</param>
    /// <exception cref="ArgumentException">A shape is off, or the views overlap without being the same.</exception>
    public static void Apply(HeadView x, HeadView y, RotaryAngles angles)
    {
        Check(x, y, nameof(x), nameof(y), angles, accumulate: false);
        Run(x, y, angles, 1f, accumulate: false);
    }

    /// <summary>The backward pass: the gradient turned by the opposite angle, times the scaling's attention factor.</summary>
    /// <param name="dy">The gradient of the output, [B, H, T, D].</param>
    /// <param name="dx">The gradient of the input, [B, H, T, D]; may be <paramref name="dy"/> when nothing is accumulated.</param>
    /// <param name="angles">As in the forward pass.</param>
    /// <param name="accumulate">Whether <paramref name="dx"/> is added to or written.</param>
    /// <exception cref="ArgumentException">A shape is off, or the views overlap where they may not.</exception>
    public static void Backward(HeadView dy, HeadView dx, RotaryAngles angles, bool accumulate = false)
    {
        Check(dy, dx, nameof(dy), nameof(dx), angles, accumulate);
        Run(dy, dx, angles, -1f, accumulate);
    }

    private static void Check(HeadView from, HeadView to, string fromName, string toName, RotaryAngles angles, bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(angles);
        if (from.Length != angles.Count || from.Width < angles.Width || (angles.Batch is { } batch && from.Batch != batch))
        {
            string rows = angles.Batch is { } b ? $"B={b}" : "B";
            throw new ArgumentException(
                $"{fromName}: expected [{rows}, H, T={angles.Count}, D≥{angles.Width}] for the angles; got {from}.", fromName);
        }
        if (from.Element != ElementType.Float32)
            throw new ArgumentException($"{fromName}: expected float32; got {from.Element}.", fromName);
        if (to.Element != ElementType.Float32) throw new ArgumentException($"{toName}: expected float32; got {to.Element}.", toName);
        if (from.IsMissing) throw new ArgumentException($"{fromName}: expected memory for {from}; got null.", fromName);
        if (to.IsMissing) throw new ArgumentException($"{toName}: expected memory for {to}; got null.", toName);
        if (to.Batch != from.Batch || to.Heads != from.Heads || to.Length != from.Length || to.Width != from.Width)
            throw new ArgumentException($"{toName}: expected {from}; got {to}.", toName);
        if (from == to ? accumulate : from.Overlaps(to))
        {
            string allowed = accumulate ? "memory of its own" : $"memory of its own, or {fromName} itself";
            throw new ArgumentException($"{toName}: expected {allowed}; it overlaps {fromName}.", toName);
        }
    }

    private static void Run(HeadView from, HeadView to, RotaryAngles angles, float sign, bool accumulate)
    {
        if (angles.Layout == RotaryLayout.Interleaved) Run<Interleaved>(from, to, angles, sign, accumulate);
        else Run<HalfSplit>(from, to, angles, sign, accumulate);
    }

    private static void Run<TLayout>(HeadView from, HeadView to, RotaryAngles angles, float sign, bool accumulate)
        where TLayout : struct, IRotaryLayout
    {
        RotaryRows rows = angles.Rows;
        fixed (float* cos = rows.Cos, sin = rows.Sin)
        {
            var kernel = new Kernel<TLayout>
            {
                From = from, To = to, Cos = cos, Sin = sin, Stride = rows.Stride, Pairs = rows.Pairs, Start = angles.Start,
                    Index = angles.Index,
                Sign = sign, Accumulate = accumulate,
            };
            RowWork.Run(checked(from.Batch * from.Heads * from.Length), from.Width, ref kernel);
        }
    }

    private struct Kernel<TLayout> : IRowKernel where TLayout : struct, IRotaryLayout
    {
        public HeadView From, To;
        public float* Cos, Sin;
        public int Stride, Pairs, Start;
        public int[]? Index;
        public float Sign;
        public bool Accumulate;

        /// <summary>Rows in the order in which they lie in memory: heads within positions, or positions within heads.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            bool headsWithin = From.HeadStride < From.RowStride;
            int inner = headsWithin ? From.Heads : From.Length, outer = headsWithin ? From.Length : From.Heads;
            int i = first % inner, o = first / inner % outer, batch = first / inner / outer;
            for (int r = first; r < end; r++)
            {
                (int head, int row) = headsWithin ? (i, o) : (o, i);
                nint angle = (nint)(Index is null ? Start + row : Index[batch * From.Length + row]) * Stride;
                float* x = From.Row(batch, head, row);
                float* y = To.Row(batch, head, row);
                TLayout.Turn<TLane, TVector>(x, y, Cos + angle, Sin + angle, Pairs, Sign, Accumulate);
                if (x != y) Pass<TLane, TVector>(x, y);
                if (++i < inner) continue;
                i = 0;
                if (++o < outer) continue;
                o = 0;
                batch++;
            }
        }

        /// <summary>The numbers that do not turn.</summary>
        private readonly void Pass<TLane, TVector>(float* x, float* y) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int j = 2 * Pairs;
            for (; j + TLane.Width <= From.Width; j += TLane.Width)
            {
                TVector v = TLane.Load(x + j);
                TLane.Store(Accumulate ? TLane.Add(v, TLane.Load(y + j)) : v, y + j);
            }
            for (; j < From.Width; j++) y[j] = Accumulate ? y[j] + x[j] : x[j];
        }
    }
}
