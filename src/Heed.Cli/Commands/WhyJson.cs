using System.Text.Json;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed why --json</c> prints for programs.</summary>
internal static class WhyJson
{
    public static void Write(EdgeConsequences why, HeadEffects heads, Ablation ablation) => JsonOutput.Write(json =>
    {
        Question question = why.Question;
        json.WriteString("model", question.Model.Name);
        json.WriteString("architecture", question.Model.Architecture);
        json.WriteString("prompt", question.Prompt.Text);
        json.WriteString("metric", question.Name);
        json.WriteNumber("value", why.Value);
        if (question.Note is { } note) json.WriteString("note", note);
        Tokens(json, why);
        json.WriteStartArray("edges");
        foreach (EdgeEffect edge in why.Edges) Edge(json, question, edge);
        json.WriteEndArray();
        (double? weight, double? written, double? gradient, double? predicted) = why.Correlations;
        json.WriteStartObject("rank_correlation_with_measured");
        Number(json, "weight", weight);
        Number(json, "value_weighted", written);
        Number(json, "gradient_attention", gradient);
        Number(json, "predicted", predicted);
        json.WriteEndObject();
        json.WriteString("ablation", ablation.ToString().ToLowerInvariant());
        Effects(json, "heads", heads.Heads);
        Effects(json, "layers", heads.Layers);
        json.WriteNumber("embedding_direct", heads.Embedding);
    });

    private static void Tokens(Utf8JsonWriter json, EdgeConsequences why)
    {
        ReadText read = why.Question.Prompt;
        float[] effects = why.TokenEffects();
        json.WriteStartArray("tokens");
        for (int t = 0; t < read.Length; t++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", read.Encoding.Ids[t]);
            json.WriteString("text", read.Show(t));
            json.WriteNumber("start", read.Encoding.Offsets[t].Start);
            json.WriteNumber("end", read.Encoding.Offsets[t].End);
            json.WriteBoolean("added", read.Encoding.SpecialMask[t]);
            json.WriteNumber("predicted", effects[t]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Edge(Utf8JsonWriter json, Question question, EdgeEffect edge)
    {
        json.WriteStartObject();
        json.WriteString("attention", edge.Attention);
        json.WriteNumber("layer", edge.Layer);
        json.WriteNumber("head", edge.Head);
        json.WriteNumber("query", edge.Query);
        json.WriteString("query_text", EdgeNames.Query(question, edge));
        json.WriteNumber("key", edge.Key);
        json.WriteString("key_text", EdgeNames.Key(question, edge));
        json.WriteNumber("weight", edge.Weight);
        json.WriteNumber("value_weighted", edge.ValueWeighted);
        json.WriteNumber("gradient_attention", edge.GradientAttention);
        json.WriteNumber("predicted", edge.Predicted);
        Number(json, "measured", edge.Measured);
        json.WriteString("badge", edge.Badge switch
        {
            EdgeBadge.LooksStrongDoesNothing => "looks strong, does nothing",
            EdgeBadge.LooksWeakDecides => "looks weak, decides",
            _ => "",
        });
        json.WriteEndObject();
    }

    private static void Effects(Utf8JsonWriter json, string name, IReadOnlyList<HeadEffect> effects)
    {
        json.WriteStartArray(name);
        foreach (HeadEffect effect in effects)
        {
            json.WriteStartObject();
            json.WriteString("part", effect.Part);
            json.WriteNumber("layer", effect.Layer);
            if (effect.Head is { } head) json.WriteNumber("head", head);
            Number(json, "direct", effect.Direct);
            json.WriteNumber("total", effect.Total);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
