using System.Runtime.InteropServices;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>The piece of a segment that a part of the index is made of.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexSource
{
    /// <summary>Its first byte.</summary>
    public long From;

    /// <summary>The byte behind its last line.</summary>
    public long To;

    /// <summary>The segment's file name, among the ids.</summary>
    public int NameStart;

    /// <summary>Bytes of the name.</summary>
    public int NameLength;
}
