using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Heed.Numerics;

/// <summary>The one place that chooses the vector width.</summary>
public static class Lanes
{
    private static bool HasFused => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>Bits of the register in use: 512, 256, 128, or 32 for the scalar fallback.</summary>
    /// <remarks>
    /// The widest the machine has. The environment variable <c>HEED_LANES</c> (512, 256, 128 or 32) asks for a narrower one,
    /// to compare them; a value the machine cannot run is refused.
    /// </remarks>
    /// <exception cref="HeedException">HEED_LANES asks for something else; thrown when the first kernel runs.</exception>
    public static int Bits
    {
        get => s_bits != 0 ? s_bits : s_bits = Choose(Environment.GetEnvironmentVariable("HEED_LANES"));
        private set => s_bits = value;
    }

    private static int s_bits;

    private static int Widest
        => Vector512.IsHardwareAccelerated && HasFused ? 512
        : Vector256.IsHardwareAccelerated && HasFused ? 256
        : Vector128.IsHardwareAccelerated && HasFused ? 128
        : 32;

    private static int Choose(string? asked)
    {
        if (string.IsNullOrEmpty(asked)) return Widest;
        if (asked is not ("512" or "256" or "128" or "32") || int.Parse(asked) > Widest)
            throw new HeedException($"HEED_LANES: expected 512, 256, 128 or 32, at most {Widest} on this machine; got '{asked}'.");
        return int.Parse(asked);
    }

    /// <summary>Runs at another width until disposed; for tests, not safe beside other work.</summary>
    internal static IDisposable Force(int bits) => new Forced(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<TKernel>(ref TKernel kernel) where TKernel : struct, ILaneKernel, allows ref struct
    {
        int bits = Bits;
        if (Vector512.IsHardwareAccelerated && bits == 512) kernel.Run<Lane512, Vector512<float>>();
        else if (Vector256.IsHardwareAccelerated && bits == 256) kernel.Run<Lane256, Vector256<float>>();
        else if (Vector128.IsHardwareAccelerated && bits == 128) kernel.Run<Lane128, Vector128<float>>();
        else kernel.Run<LaneScalar, float>();
    }

    private sealed class Forced : IDisposable
    {
        private readonly int _before = Bits;

        public Forced(int bits) => Bits = bits;

        public void Dispose() => Bits = _before;
    }
}
