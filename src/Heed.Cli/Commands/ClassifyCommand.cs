using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary><c>heed classify TEXT</c>: the classes of a text.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "The text." };
        var pair = new Option<string?>("--pair") { Description = "The second text, for models that judge two." };
        var model = new ModelOptions();
        var truncate = new Option<bool>("--truncate")
            { Description = "Cut a text that is longer than the model's window, rather than refuse it." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("classify", "Sort a text into the classes of a model.") { text, pair, model.Model, model.Weights,
            truncate, json };
        command.SetAction(result =>
        {
            using LanguageModel loaded = model.Load(result);
            IReadOnlyList<TextClass> classes = new TextClassifier(loaded)
                .Classify(result.GetValue(text)!, result.GetValue(pair), result.GetValue(truncate));
            if (result.GetValue(json)) WriteJson(classes);
            else
                foreach (TextClass found in classes) Console.WriteLine(FormattableString.Invariant($"{found.Score:0.000}  {found.Label}"));
            return 0;
        });
        return command;
    }

    private static void WriteJson(IReadOnlyList<TextClass> classes) => JsonOutput.Write(json =>
    {
        json.WriteStartArray("classes");
        foreach (TextClass found in classes)
        {
            json.WriteStartObject();
            json.WriteString("label", found.Label);
            json.WriteNumber("score", found.Score);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
