using System.Text.Json;
using Heed.Prompts.Reasons;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>Why variants part, as JSON.</summary>
internal static class ReasonDocument
{
    /// <summary>Writes <c>why</c>: an object for each variant, in the order of the variants.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<VariantReason> reasons)
    {
        json.WriteStartArray("why");
        foreach (VariantReason reason in reasons)
        {
            json.WriteStartObject();
            json.WriteNumber("cases", reason.Cases.Count);
            if (reason.DecidedAfter is { } block) json.WriteNumber("decided_after_block", block);
            json.WriteStartArray("layers");
            foreach (double share in reason.Layers) json.WriteNumberValue(share);
            json.WriteEndArray();
            json.WriteStartArray("heads");
            foreach (ReasonHead head in reason.Heads)
            {
                json.WriteStartObject();
                json.WriteNumber("layer", head.Layer);
                json.WriteNumber("head", head.Head);
                json.WriteNumber("sufficient", head.Sufficient);
                json.WriteNumber("necessary", head.Necessary);
                json.WriteNumber("moves", head.Moves);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("not_looked_into");
            foreach ((_, string why) in reason.PassedOver) json.WriteStringValue(why);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
