using System.Runtime.InteropServices;

namespace Heed.Cache;

/// <summary>
/// Rows of floats as caches keep them: filled up with zeros to whole 64-byte lines, so that every register width reads them without a
/// tail and no two rows share a line.
/// </summary>
internal static unsafe class FloatRows
{
    private const int LineFloats = 16;

    /// <summary>Floats from one row to the next.</summary>
    public static int Stride(int width) => (width + LineFloats - 1) / LineFloats * LineFloats;

    /// <summary>Copies <paramref name="count"/> rows of one head, from position <paramref name="first"/> of the source on.</summary>
    public static void Copy(HeadView source, int batch, int head, int first, int count, float* target)
    {
        int stride = Stride(source.Width);
        for (int t = 0; t < count; t++, target += stride)
        {
            NativeMemory.Copy(source.Row(batch, head, first + t), target, (nuint)source.Width * sizeof(float));
            new Span<float>(target + source.Width, stride - source.Width).Clear();
        }
    }
}
