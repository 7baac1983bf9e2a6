using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary><c>heed fill TEXT</c>: the likeliest words for the masks of a text.</summary>
internal static class FillCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text")
            { Description = "A text with the model's mask token ([MASK], <mask>) where a word is to be guessed." };
        var model = new ModelOptions(BuiltInModels.Encoder);
        var top = new Option<int>("--top") { Description = "Words a mask.", DefaultValueFactory = _ => 5 };
        var truncate = new Option<bool>("--truncate")
            { Description = "Cut a text that is longer than the model's window, rather than refuse it." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("fill", "Guess the masked words of a text.") { text, model.Model, model.Weights, top, truncate, json };
        command.SetAction(result =>
        {
            using LanguageModel loaded = model.Load(result);
            IReadOnlyList<IReadOnlyList<MaskedWord>> masks = new MaskedWords(loaded)
                .Fill(result.GetValue(text)!, result.GetValue(top), result.GetValue(truncate));
            if (result.GetValue(json)) WriteJson(masks);
            else
                for (int mask = 0; mask < masks.Count; mask++)
                    foreach (MaskedWord word in masks[mask])
                        Console.WriteLine(FormattableString.Invariant(
                            $"{(masks.Count > 1 ? $"{mask + 1}  " : "")}{word.Probability:0.000}  {word.Word}"));
            return 0;
        });
        return command;
    }

    private static void WriteJson(IReadOnlyList<IReadOnlyList<MaskedWord>> masks) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("masks");
        foreach (IReadOnlyList<MaskedWord> words in masks)
        {
            json.WriteStartArray();
            foreach (MaskedWord word in words)
            {
                json.WriteStartObject();
                json.WriteNumber("id", word.Id);
                json.WriteString("word", word.Word);
                json.WriteNumber("probability", word.Probability);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    });
}
