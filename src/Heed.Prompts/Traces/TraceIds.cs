using System.Globalization;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Traces;

/// <summary>Ids of traces: 32 hexadecimal digits that sort by time (UUIDs of version 7, RFC 9562).</summary>
public static class TraceIds
{
    /// <summary>A new id for a call that began at <paramref name="started"/>.</summary>
    public static string New(DateTimeOffset started) => Guid.CreateVersion7(started).ToString("N");

    /// <summary>The id of a call that a run makes: the same when it is made again after a stop, so that it is kept once.</summary>
    /// <param name="begun">When the run began.</param>
    /// <param name="call">Which run, and which of its calls.</param>
    public static string Of(DateTimeOffset begun, string call)
    {
        // A UUID of version 8 (RFC 9562, section 5.8): the time as in version 7, and a hash where that has random bits.
        string time = begun.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture), hash = CanonicalJson.Hash([call]);
        return $"{time}8{hash[..3]}8{hash[3..18]}";
    }
}
