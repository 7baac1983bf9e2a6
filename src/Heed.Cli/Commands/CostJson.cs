using System.Globalization;
using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Models.Cost;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed cost --json</c> prints for programs: docs/schemas/cost.json. Counts are whole numbers with all their digits.</summary>
internal static class CostJson
{
    public static void Write(CostReport report) => JsonOutput.Write(json =>
    {
        json.WriteString("model", report.Subject.Name);
        json.WriteString("architecture", report.Subject.Architecture);
        json.WriteString("variant", report.Cost.Variant.Name);
        json.WriteString("cache", report.Cost.Variant.Cache switch { CachePrecision.Float32 => "f32", CachePrecision.Float16 => "f16", _ => "int8" });
        json.WriteNumber("window", report.Subject.Blueprint.MaxPositions);
        json.WriteNumber("batch", report.Batch);
        json.WriteNumber("parameters", report.Cost.Parameters);
        Whole(json, "weight_bytes_float32", report.Cost.Float32Bytes);
        Optional(json, "weight_bytes_stored", report.Cost.StoredBytes);
        json.WriteStartObject("machine");
        json.WriteNumber("threads", report.Rates.Threads);
        json.WriteNumber("memory_bytes", report.Rates.MemoryBytes);
        json.WriteEndObject();
        json.WriteStartArray("contexts");
        foreach (CostReportPoint point in report.Points) Point(json, point);
        json.WriteEndArray();
        Crossings(json, report.Crossings);
        if (!report.IsChecked) return;
        json.WriteStartArray("checks");
        foreach (CostCheckRow row in report.Checks)
        {
            json.WriteStartObject();
            json.WriteString("run", row.IsToken ? "token" : "prefill");
            json.WriteNumber("context", row.Context);
            Time(json, "predicted_seconds", row.Predicted);
            json.WriteNumber("measured_seconds", row.Measured);
            json.WriteNumber("ratio", row.Ratio);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static void Point(Utf8JsonWriter json, CostReportPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("context", point.At.Context);
        json.WriteBoolean("beyond_window", point.At.IsBeyondWindow);
        json.WriteStartObject("prefill");
        Count(json, point.At.Prefill);
        Time(json, "seconds", point.Prefill);
        json.WriteEndObject();
        if (point.At.Token is { } token && point.Token is { } time)
        {
            json.WriteStartObject("token");
            Count(json, token);
            Time(json, "seconds", time);
            json.WriteEndObject();
        }
        else json.WriteNull("token");
        Whole(json, "cache_bytes", point.At.CacheBytes);
        Whole(json, "rolling_cache_bytes", point.At.RollingCacheBytes);
        Whole(json, "naive_score_bytes_a_layer", point.At.ScoreBytes);
        json.WriteEndObject();
    }

    private static void Count(Utf8JsonWriter json, OperationCount count)
    {
        Whole(json, "operations", count.Total);
        Whole(json, "maps", count.Maps);
        Whole(json, "attention", count.Attention);
        Whole(json, "head", count.Head);
        json.WriteNumber("attention_share", count.AttentionShare);
    }

    private static void Time(Utf8JsonWriter json, string name, TimeParts time)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", time.Total);
        json.WriteNumber("maps", time.Maps);
        json.WriteNumber("attention", time.Attention);
        json.WriteNumber("head", time.Head);
        json.WriteNumber("rest", time.Rest);
        json.WriteEndObject();
    }

    private static void Crossings(Utf8JsonWriter json, CostCrossings at)
    {
        json.WriteStartObject("crossings");
        Optional(json, "attention_over_rest_prefill", at.PrefillAttention);
        Optional(json, "attention_over_rest_token", at.TokenAttention);
        Optional(json, "cache_over_weights", at.CacheOverWeights);
        Optional(json, "cache_and_weights_over_memory", at.CacheOverMemory);
        Optional(json, "naive_scores_over_1_gib", at.ScoresOverGibibyte);
        Optional(json, "naive_scores_over_memory", at.ScoresOverMemory);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void Whole(Utf8JsonWriter json, string name, UInt128 number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
    }
}
