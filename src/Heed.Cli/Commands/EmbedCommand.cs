using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary><c>heed embed TEXT…</c>: how near texts are to each other, or their vectors.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var texts = new Argument<string[]>("texts")
            { Description = "The texts; those after the first are put in the order of their nearness to it.",
            Arity = ArgumentArity.OneOrMore };
        var model = new ModelOptions();
        var truncate = new Option<bool>("--truncate")
            { Description = "Cut texts that are longer than the model reads, rather than refuse them." };
        var json = new Option<bool>("--json") { Description = "Print the vectors as JSON." };
        var command = new Command("embed", "Turn texts into vectors and say how near they are.") { texts, model.Model, model.Weights, truncate, json };
        command.SetAction(result =>
        {
            using SentenceEmbedder embedder = model.LoadEmbedder(result);
            string[] given = result.GetValue(texts)!;
            float[][] vectors = embedder.Embed(given, result.GetValue(truncate));
            if (result.GetValue(json)) WriteJson(given, vectors);
            else if (given.Length == 1) Console.WriteLine(string.Join(' ',
                vectors[0].Select(number => FormattableString.Invariant($"{number:0.######}"))));
            else
                foreach ((string text, double cosine) in given.Skip(1)
                    .Zip(vectors.Skip(1), (text, vector) => (text, SentenceEmbedder.Cosine(vectors[0], vector)))
                    .OrderByDescending(near => near.Item2))
                    Console.WriteLine(FormattableString.Invariant($"{cosine:0.000}  {text}"));
            return 0;
        });
        return command;
    }

    private static void WriteJson(string[] texts, float[][] vectors) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("embeddings");
        for (int i = 0; i < texts.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("text", texts[i]);
            json.WriteNumber("cosine", SentenceEmbedder.Cosine(vectors[0], vectors[i]));
            json.WriteStartArray("vector");
            foreach (float number in vectors[i]) json.WriteNumberValue(number);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
