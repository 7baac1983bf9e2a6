namespace Heed.Prompts.Traces;

/// <summary>Ids of traces: 32 hexadecimal digits that sort by time (UUIDs of version 7, RFC 9562).</summary>
public static class TraceIds
{
    /// <summary>A new id for a call that began at <paramref name="started"/>.</summary>
    public static string New(DateTimeOffset started) => Guid.CreateVersion7(started).ToString("N");
}
