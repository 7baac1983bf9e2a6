using System.CommandLine;
using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary><c>heed models</c>: the built-in models and what each knows.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("models", "List the built-in models, with what each knows.") { json };
        command.SetAction(result =>
        {
            var cards = BuiltInModels.Names.Select(name => ModelCard.Read(Path.Combine(BuiltInModels.Folder, name))).ToList();
            if (cards.Count == 0) throw new HeedException($"models: expected built-in models in '{BuiltInModels.Folder}'; there are none. Build the tool again, or give --model a folder.");
            if (result.GetValue(json)) WriteJson(cards);
            else
                foreach (ModelCard card in cards) Write(card);
        });
        return command;
    }

    private static void Write(ModelCard card)
    {
        Blueprint b = card.Blueprint;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{card.Name}  {card.Architecture}, {b.Layers} layers × {b.Heads} heads, width {b.Width}, window {b.MaxPositions} tokens, {card.Megabytes:F1} MB"));
        Console.WriteLine($"  {card.About}");
        if (card.Accuracy.Count > 0)
            Console.WriteLine("  right on held-out sentences: " + string.Join(", ", card.Accuracy.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value * 100:F1} %"))));
        Console.WriteLine();
    }

    private static void WriteJson(List<ModelCard> cards)
        => JsonOutput.Write(json =>
        {
            json.WriteStartArray("models");
            foreach (ModelCard card in cards)
            {
                json.WriteStartObject();
                json.WriteString("name", card.Name);
                json.WriteString("architecture", card.Architecture);
                json.WriteString("about", card.About);
                json.WriteNumber("layers", card.Blueprint.Layers);
                json.WriteNumber("heads", card.Blueprint.Heads);
                json.WriteNumber("width", card.Blueprint.Width);
                json.WriteNumber("window", card.Blueprint.MaxPositions);
                json.WriteNumber("megabytes", Math.Round(card.Megabytes, 2));
                json.WriteStartObject("accuracy");
                foreach ((string family, double accuracy) in card.Accuracy) json.WriteNumber(family, accuracy);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
}
