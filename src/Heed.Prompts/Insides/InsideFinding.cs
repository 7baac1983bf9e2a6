using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Insides;

/// <summary>What was found inside, before <c>not-</c>.</summary>
/// <param name="Holds">Whether what is asserted is so.</param>
/// <param name="Score">0 … 1.</param>
/// <param name="Reason">For people.</param>
/// <param name="Details">All numbers behind it.</param>
internal sealed record InsideFinding(bool Holds, double Score, string Reason, JsonElement Details)
{
    /// <summary>As it is kept.</summary>
    public JsonElement Json() => InsideDetails.Of(json =>
    {
        json.WriteBoolean("holds", Holds);
        json.WriteNumber("score", Score);
        json.WriteString("reason", Reason);
        json.WritePropertyName("details");
        Details.WriteTo(json);
    });

    /// <summary>One that was kept.</summary>
    public static InsideFinding Read(JsonElement json) => new(
        json.GetProperty("holds").GetBoolean(), json.GetProperty("score").GetDouble(), json.GetProperty("reason").GetString()!, json.GetProperty("details"));
}
