using System.Globalization;
using System.Text.Json;
using Heed.Lens.Spans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Insides;

/// <summary>Numbers behind a verdict, as JSON and in words.</summary>
internal static class InsideDetails
{
    /// <summary>An object, its members written by the caller.</summary>
    public static JsonElement Of(Action<Utf8JsonWriter> members) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    });

    /// <summary>Which model and answer it is about.</summary>
    public static void WriteAnswer(this Utf8JsonWriter writer, InsideCase one)
    {
        writer.WriteString("model", one.Name);
        writer.WriteString("answer", one.Answer.Answer);
        writer.WriteBoolean("ownAnswer", one.IsOwnAnswer);
        writer.WriteNumber("logProbability", one.Answer.LogProbability);
    }

    /// <summary>A list of numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter writer, string name, IEnumerable<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (double number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>An object with what a span gets of the attention, layer by layer and head by head.</summary>
    public static void WriteAttention(this Utf8JsonWriter writer, AnswerAttention attention, int span)
    {
        writer.WriteStartArray("layers");
        for (int layer = 0; layer < attention.Layers; layer++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("share", attention.Share(span, layer));
            writer.WriteNumber("perLength", attention.PerLength(span, layer));
            writer.WriteNumber("sink", attention.Sink(layer));
            writer.WriteNumbers("heads", Enumerable.Range(0, attention.Heads).Select(head => attention.Share(span, layer, head)));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>A number for people: three figures behind the point at most.</summary>
    public static string Show(double value) => (Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture); // no −0

    /// <summary>A probability for people, of its logarithm: three figures.</summary>
    public static string ShowProbability(double log) => Math.Exp(log).ToString("G3", CultureInfo.InvariantCulture);
}
