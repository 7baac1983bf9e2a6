using System.Runtime.InteropServices;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>What an index holds of a note.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexNote
{
    /// <summary>The first half of sha256 of its id.</summary>
    public UInt128 Key;

    /// <summary>The same of the trace's id.</summary>
    public UInt128 TraceKey;

    /// <summary>When it was said, in ticks of universal time.</summary>
    public long At;

    /// <summary>Its line in the segment.</summary>
    public long RecordStart;

    /// <summary>Bytes of <see cref="RecordStart"/>.</summary>
    public int RecordLength;

    /// <summary>Which of the part's sources.</summary>
    public int Source;

    /// <summary>Its tags and scores.</summary>
    public int AttributesStart;

    /// <summary>Its id.</summary>
    public int IdStart;

    /// <summary>Bytes of the id.</summary>
    public int IdLength;

    /// <summary>Nothing: the size is a multiple of 16.</summary>
    public int Padding;
}
