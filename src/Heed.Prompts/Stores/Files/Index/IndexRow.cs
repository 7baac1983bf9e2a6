using System.Runtime.InteropServices;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>What an index holds of a trace beside its texts. Names are numbers of the part's strings, −1 for none.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexRow
{
    /// <summary>The first half of sha256 of the id.</summary>
    public UInt128 Key;

    /// <summary>When it began, in ticks of universal time.</summary>
    public long Started;

    /// <summary>How long it took.</summary>
    public double LatencyMs;

    /// <summary>Its texts in lower case.</summary>
    public long TextStart;

    /// <summary>Its line in the segment.</summary>
    public long RecordStart;

    /// <summary>Bytes of <see cref="TextStart"/>.</summary>
    public int TextLength;

    /// <summary>Bytes of <see cref="RecordStart"/>.</summary>
    public int RecordLength;

    /// <summary>Which of the part's sources.</summary>
    public int Source;

    /// <summary>Its tags, scores and metadata.</summary>
    public int AttributesStart;

    /// <summary>Its id.</summary>
    public int IdStart;

    /// <summary>Bytes of the id.</summary>
    public int IdLength;

    /// <summary>The prompt's name.</summary>
    public int Prompt;

    /// <summary>The hash of the version.</summary>
    public int Version;

    /// <summary>The label.</summary>
    public int Label;

    /// <summary>The model.</summary>
    public int Model;

    /// <summary>The run.</summary>
    public int Run;

    /// <summary>1 where something went wrong, else 0.</summary>
    public int HasError;
}
