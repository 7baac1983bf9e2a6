using System.Runtime.CompilerServices;

namespace Heed.Masks;

/// <summary>Keys <paramref name="Start"/> … <paramref name="End"/>−1; empty when End ≤ Start.</summary>
public readonly record struct KeyRange(int Start, int End)
{
    /// <summary>Whether no key is in it.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>The keys in both.</summary>
    public KeyRange Intersect(KeyRange other) => new(Math.Max(Start, other.Start), Math.Min(End, other.End));

    /// <summary>The smallest range around both; an empty one counts for nothing.</summary>
    public KeyRange Around(KeyRange other)
        => IsEmpty ? other : other.IsEmpty ? this : new(Math.Min(Start, other.Start), Math.Max(End, other.End));

    /// <summary>The first key from <paramref name="key"/> on that is in the range, or <paramref name="keyCount"/>.</summary>
    public int Next(int key, int keyCount) => key >= End ? keyCount : Math.Max(key, Start);

    /// <summary>Bit i set where key <paramref name="firstKey"/> + i is in the range, for 64 keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits64(int firstKey) => Below(End - firstKey) & ~Below(Start - firstKey);

    /// <summary>What the range covers of <paramref name="keys"/> keys from <paramref name="firstKey"/>.</summary>
    public BlockCover Cover(int firstKey, int keys)
        => Start <= firstKey && firstKey + keys <= End ? BlockCover.Whole
        : Start >= firstKey + keys || End <= firstKey || IsEmpty ? BlockCover.Empty
        : BlockCover.Mixed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Below(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1ul << count) - 1;
}
