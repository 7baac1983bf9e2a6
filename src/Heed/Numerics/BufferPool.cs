using System.Numerics;
using System.Runtime.InteropServices;

namespace Heed.Numerics;

/// <summary>
/// Native memory for kernels, 64-byte aligned, kept for reuse by power-of-two size: a fresh page costs more than the arithmetic on it.
/// </summary>
/// <remarks>Thread-safe. What is kept idle is bounded by <see cref="IdleLimit"/>; beyond it, returned memory is freed.</remarks>
public static unsafe class BufferPool
{
    private const int Alignment = 64;
    private const int SmallestLog2 = 12;
    private static readonly Stack<nint>[] s_idle = [.. Enumerable.Range(0, 64).Select(_ => new Stack<nint>())];
    private static readonly Lock s_lock = new();
    private static long s_idleBytes;

    /// <summary>The most bytes kept idle, 1 GiB unless set.</summary>
    public static long IdleLimit { get; set; } = 1L << 30;

    /// <summary>Memory for <paramref name="count"/> floats, contents undefined.</summary>
    internal static float* Rent(long count)
    {
        int log2 = SizeClass(count);
        lock (s_lock)
        {
            if (s_idle[log2].TryPop(out nint idle))
            {
                s_idleBytes -= 1L << log2;
                return (float*)idle;
            }
        }
        return (float*)NativeMemory.AlignedAlloc((nuint)1 << log2, Alignment);
    }

    /// <summary>Gives back what <see cref="Rent"/> gave for the same <paramref name="count"/>.</summary>
    internal static void Return(float* buffer, long count)
    {
        if (buffer == null) return;
        int log2 = SizeClass(count);
        lock (s_lock)
        {
            if (s_idleBytes + (1L << log2) <= IdleLimit)
            {
                s_idle[log2].Push((nint)buffer);
                s_idleBytes += 1L << log2;
                return;
            }
        }
        NativeMemory.AlignedFree(buffer);
    }

    /// <summary>Frees everything idle.</summary>
    public static void Trim()
    {
        lock (s_lock)
        {
            foreach (Stack<nint> stack in s_idle)
                while (stack.TryPop(out nint idle)) NativeMemory.AlignedFree((void*)idle);
            s_idleBytes = 0;
        }
    }

    private static int SizeClass(long count)
        => Math.Max(SmallestLog2, 64 - BitOperations.LeadingZeroCount((ulong)(Math.Max(1, count) * sizeof(float) - 1)));
}
