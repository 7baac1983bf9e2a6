using Heed.Numerics;
using Heed.Tests.Attention;

namespace Heed.Tests;

/// <summary>The vector width for the length of a test.</summary>
internal static class VectorWidth
{
    /// <summary>Runs at <paramref name="bits"/> until disposed. Skipped where the machine has no such registers, or where the process that
    /// started this one runs it already.</summary>
    public static IDisposable Force(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        if (bits < Lanes.Bits && InstructionSetTests.IsChild) Assert.Skip("the process that started this one runs narrower widths");
        return Lanes.Force(bits);
    }
}
