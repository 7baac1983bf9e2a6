using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary><c>heed generate TEXT</c>: streams a continuation, or the answer of an encoder–decoder.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text")
            { Description = "The text to continue; of an encoder–decoder, to answer (\"translate English to German: …\")." };
        var model = new ModelOptions(BuiltInModels.Decoder);
        var command = new Command("generate", "Continue a text, token by token; translate or summarize with an encoder–decoder.")
        {
            text, model.Model, model.Weights,
        };
        var options = new GenerateOptions();
        foreach (Option option in options.All) command.Add(option);
        command.SetAction((result, cancellation) =>
        {
            string prompt = result.GetValue(text)!;
            if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("text: expected some words to continue; got an empty text.");
            using LanguageModel loaded = model.Load(result);
            TextOptions chosen = options.Read(result, TextOptions.Of(loaded));
            IEnumerable<string> pieces = new TextGenerator(loaded).Stream(prompt, chosen, cancellation);
            if (loaded.KnownWords is not null && !chosen.Truncate) UnknownWordsNote.Write(loaded, ReadText.Of(loaded, prompt));
            if (!loaded.Transformer.Blueprint.HasEncoder) Console.Write(prompt);
            foreach (string piece in pieces) Console.Write(piece);
            Console.WriteLine();
            return Task.FromResult(0);
        });
        return command;
    }
}
