using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens.Positions;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed position --json</c> prints for programs; docs/lens.md has the schema.</summary>
internal static class PositionJson
{
    public static void Write(LanguageModel model, string name, PositionResult result)
        => JsonOutput.Write(json =>
        {
            json.WriteString("model", model.Name);
            json.WriteString("architecture", model.Architecture);
            json.WriteNumber("window", model.Transformer.Blueprint.MaxPositions);
            json.WriteString("task", name);
            json.WriteString("unit", result.Unit == PositionUnit.Passages ? "passages" : "tokens");
            json.WriteStartArray("points");
            foreach (PositionPoint point in result.Points) Write(json, point);
            json.WriteEndArray();
            json.WriteStartArray("closed_book");
            foreach (PositionBaseline baseline in result.ClosedBook) Write(json, baseline);
            json.WriteEndArray();
            json.WritePropertyName("oracle");
            Write(json, result.Oracle);
        });

    private static void Write(Utf8JsonWriter json, PositionPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("size", point.Size);
        json.WriteNumber("place", point.Place);
        json.WriteNumber("tokens", point.Tokens);
        json.WriteNumber("span_start", point.SpanStart);
        json.WriteNumber("samples", point.Samples);
        json.WriteNumber("right", point.Right);
        Write(json, "margin", point.Margin);
        Write(json, "effect", point.Effect);
        (int layer, int head, double share) = point.LargestHead;
        json.WriteStartObject("largest_head");
        json.WriteNumber("layer", layer);
        json.WriteNumber("head", head);
        json.WriteNumber("attention", share);
        json.WriteEndObject();
        Write(json, "attention", point.Attention);
        Write(json, "sink", point.Sink);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PositionBaseline baseline)
    {
        json.WriteStartObject();
        if (baseline.Size is { } size) json.WriteNumber("size", size);
        json.WriteNumber("samples", baseline.Samples);
        json.WriteNumber("right", baseline.Right);
        Write(json, "margin", baseline.Margin);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, MeanAndError value)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", value.Mean);
        if (value.Error is { } error) json.WriteNumber("error", error);
        else json.WriteNull("error");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<double>> layers)
    {
        json.WriteStartArray(name);
        foreach (IReadOnlyList<double> heads in layers)
        {
            json.WriteStartArray();
            foreach (double head in heads) json.WriteNumberValue(Math.Round(head, 6));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
