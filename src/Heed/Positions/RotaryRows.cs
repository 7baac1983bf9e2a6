using Heed.Numerics;

namespace Heed.Positions;

/// <summary>Cosines and sines in rows of <see cref="Stride"/> floats, laid out for one <see cref="RotaryLayout"/>. Never
/// changed once made.</summary>
/// <param name="Layout">How a row is stored.</param>
/// <param name="Pairs">Pairs that a row turns.</param>
/// <param name="Count">Rows.</param>
/// <param name="Cos">[count, stride].</param>
/// <param name="Sin">[count, stride].</param>
internal sealed unsafe record RotaryRows(RotaryLayout Layout, int Pairs, int Count, float[] Cos, float[] Sin)
{
    /// <summary>Floats in a row.</summary>
    public int Stride => StrideOf(Layout, Pairs);

    /// <summary>Floats in a row of this layout.</summary>
    public static int StrideOf(RotaryLayout layout, int pairs)
        => layout == RotaryLayout.Interleaved ? Interleaved.RowFloats(pairs) : HalfSplit.RowFloats(pairs);

    /// <summary>Computes rows in double and rounds them once. A row depends on its position alone: however it was reached, its
    /// bits are the same.</summary>
    /// <param name="layout">How a row is stored.</param>
    /// <param name="frequencies">[pairs].</param>
    /// <param name="magnitude">What cosines and sines are multiplied by.</param>
    /// <param name="count">Rows.</param>
    /// <param name="positions">The position of each row; null for 0, 1, 2, …</param>
    /// <param name="known">Rows computed before, to be copied; null for none.</param>
    public static RotaryRows Compute(
        RotaryLayout layout, double[] frequencies, double magnitude, int count, int[]? positions = null, RotaryRows? known = null)
    {
        RotaryRows rows = Allocate(layout, frequencies.Length, count);
        int first = known?.Count ?? 0;
        known?.Cos.CopyTo(rows.Cos, 0);
        known?.Sin.CopyTo(rows.Sin, 0);
        if (layout == RotaryLayout.Interleaved) rows.Fill<Interleaved>(frequencies, magnitude, first, positions);
        else rows.Fill<HalfSplit>(frequencies, magnitude, first, positions);
        return rows;
    }

    /// <summary>Rows from plain cosines and sines.</summary>
    /// <param name="layout">How a row is stored.</param>
    /// <param name="cos">[count, pairs].</param>
    /// <param name="sin">[count, pairs].</param>
    /// <param name="pairs">Pairs that a row turns.</param>
    public static RotaryRows From(RotaryLayout layout, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int pairs)
    {
        RotaryRows rows = Allocate(layout, pairs, cos.Length / pairs);
        fixed (float* c = rows.Cos, s = rows.Sin)
        {
            for (int i = 0; i < cos.Length; i++)
            {
                nint row = (nint)(i / pairs) * rows.Stride;
                if (layout == RotaryLayout.Interleaved) Interleaved.Write(c + row, s + row, i % pairs, pairs, cos[i], sin[i]);
                else HalfSplit.Write(c + row, s + row, i % pairs, pairs, cos[i], sin[i]);
            }
        }
        return rows;
    }

    private static RotaryRows Allocate(RotaryLayout layout, int pairs, int count)
    {
        int floats = count * StrideOf(layout, pairs);
        return new RotaryRows(
            layout, pairs, count, GC.AllocateUninitializedArray<float>(floats), GC.AllocateUninitializedArray<float>(floats));
    }

    private void Fill<TLayout>(double[] frequencies, double magnitude, int first, int[]? positions) where TLayout : struct, IRotaryLayout
    {
        fixed (float* cos = Cos, sin = Sin)
        {
            var kernel = new FillKernel<TLayout>
            {
                Cos = cos, Sin = sin, Frequencies = frequencies, Magnitude = magnitude, First = first, Positions = positions,
                    Stride = Stride,
            };
            // A sine and a cosine cost about as much as 32 floats of other work.
            RowWork.Run(Count - first, 32 * Pairs, ref kernel);
        }
    }

    private struct FillKernel<TLayout> : IRowKernel where TLayout : struct, IRotaryLayout
    {
        public float* Cos, Sin;
        public double[] Frequencies;
        public double Magnitude;
        public int First, Stride;
        public int[]? Positions;

        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int r = First + first; r < First + end; r++)
            {
                double position = Positions is null ? r : Positions[r];
                for (int i = 0; i < Frequencies.Length; i++)
                {
                    (double s, double c) = Math.SinCos(position * Frequencies[i]);
                    TLayout.Write(Cos + (nint)r * Stride, Sin + (nint)r * Stride, i, Frequencies.Length, (float)(Magnitude * c),
                        (float)(Magnitude * s));
                }
            }
        }
    }
}
