using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Roles;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed heads --json</c> prints for programs: every score of every head.</summary>
internal static class HeadsJson
{
    public static void Write(LanguageModel model, ReadText? read, IReadOnlyList<IHeadMeasure> measures, IReadOnlyList<HeadProfile> heads)
        => JsonOutput.Write(json =>
        {
            json.WriteString("model", model.Name);
            json.WriteString("architecture", model.Architecture);
            if (read is null) json.WriteNull("text");
            else json.WriteString("text", read.Text);
            json.WriteStartObject("thresholds");
            foreach (IHeadMeasure measure in measures) json.WriteNumber(measure.Name, measure.Threshold);
            json.WriteEndObject();
            json.WriteStartArray("heads");
            foreach (HeadProfile head in heads) Head(json, head);
            json.WriteEndArray();
        });

    private static void Head(Utf8JsonWriter json, HeadProfile head)
    {
        json.WriteStartObject();
        json.WriteString("site", head.Place.Site);
        json.WriteNumber("layer", head.Place.Layer);
        json.WriteNumber("head", head.Head);
        json.WriteStartArray("roles");
        foreach (string role in head.Roles) json.WriteStringValue(role);
        json.WriteEndArray();
        json.WriteStartObject("scores");
        foreach ((string name, HeadScore score) in head.Scores)
        {
            json.WriteStartObject(name);
            json.WriteNumber("value", score.Value);
            if (score.Where is { } where) json.WriteString("where", where);
            if (score.Baseline is { } baseline) json.WriteNumber("baseline", baseline);
            if (score.BaselineIs is { } what) json.WriteString("baseline_is", what);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
