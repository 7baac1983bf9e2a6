using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed attend --json</c> prints for programs.</summary>
internal static class AttendJson
{
    /// <summary>One token's attention: all weights of the chosen layers and heads.</summary>
    public static void Write(LanguageModel model, TokenAttention attention, IReadOnlyList<int> layers, IReadOnlyList<int> heads, int telling, int top, RowConsequences? consequences)
        => JsonOutput.Write(json =>
        {
            ReadText read = attention.Read;
            Start(json, model, read);
            Metric(json, consequences);
            json.WriteNumber("from", attention.From);
            json.WriteNumber("telling_layer", telling);
            json.WriteNumber("sink_share", attention.SinkShare(telling, heads));
            json.WriteStartArray("words");
            float[] shares = attention.MeanByWord(telling, heads);
            for (int w = 0; w < shares.Length; w++)
            {
                json.WriteStartObject();
                json.WriteString("word", read.Words[w].Text);
                json.WriteNumber("attention", shares[w]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("heads");
            foreach (int layer in layers)
                foreach (int head in heads)
                {
                    json.WriteStartObject();
                    json.WriteNumber("layer", layer);
                    json.WriteNumber("head", head);
                    json.WriteNumber("sink_share", attention.SinkShare(layer, head));
                    json.WriteStartArray("strongest");
                    foreach ((int token, float weight) in attention.Strongest(layer, head, top))
                    {
                        json.WriteStartObject();
                        json.WriteNumber("token", token);
                        json.WriteString("text", read.Show(token));
                        json.WriteNumber("weight", weight);
                        Consequence(json, consequences, layer, head, attention.From, token);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                    json.WriteStartArray("weights");
                    foreach (float weight in attention.Weights[layer][head]) json.WriteNumberValue(weight);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            json.WriteEndArray();
        });

    /// <summary>Every token's strongest key.</summary>
    public static void Write(LanguageModel model, ReadText read, IReadOnlyList<StrongestKeys> rows, RowConsequences? consequences)
        => JsonOutput.Write(json =>
        {
            Start(json, model, read);
            Metric(json, consequences);
            json.WriteStartArray("strongest");
            foreach (StrongestKeys row in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("token", row.Token);
                if (row.Key < 0) json.WriteNull("key");
                else json.WriteNumber("key", row.Key);
                json.WriteNumber("weight", row.Weight);
                json.WriteNumber("layer", row.Layer);
                json.WriteNumber("head", row.Head);
                json.WriteNumber("sink_share", row.SinkShare);
                Consequence(json, consequences, row.Layer, row.Head, row.Token, row.Key);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });

    private static void Metric(Utf8JsonWriter json, RowConsequences? consequences)
    {
        if (consequences is null) return;
        json.WriteString("metric", consequences.Question.Name);
    }

    private static void Consequence(Utf8JsonWriter json, RowConsequences? consequences, int layer, int head, int query, int key)
    {
        if (consequences?.Find(layer, head, query, key) is not { } edge) return;
        json.WriteNumber("value_weighted", edge.ValueWeighted);
        json.WriteNumber("gradient_attention", edge.GradientAttention);
        json.WriteNumber("predicted", edge.Predicted);
        json.WriteNumber("measured", edge.Measured!.Value);
    }

    private static void Start(Utf8JsonWriter json, LanguageModel model, ReadText read)
    {
        json.WriteString("model", model.Name);
        json.WriteString("architecture", model.Architecture);
        json.WriteString("text", read.Text);
        json.WriteStartArray("tokens");
        for (int t = 0; t < read.Length; t++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", read.Encoding.Ids[t]);
            json.WriteString("text", read.Show(t));
            json.WriteNumber("start", read.Encoding.Offsets[t].Start);
            json.WriteNumber("end", read.Encoding.Offsets[t].End);
            json.WriteBoolean("added", read.Encoding.SpecialMask[t]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
