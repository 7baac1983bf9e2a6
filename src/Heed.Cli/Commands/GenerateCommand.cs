using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Models;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Cli.Commands;

/// <summary><c>heed generate TEXT</c>: streams a continuation.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "The text to continue." };
        var model = new ModelOptions(BuiltInModels.Decoder);
        var max = new Option<int>("--max") { Description = "The most tokens to make.", DefaultValueFactory = _ => 64 };
        var temperature = new Option<float>("--temperature") { Description = "0 takes the likeliest token; higher values vary more.", DefaultValueFactory = _ => 0f };
        var topK = new Option<int>("--top-k") { Description = "Draw from the k likeliest tokens; 0: all.", DefaultValueFactory = _ => 0 };
        var topP = new Option<float>("--top-p") { Description = "Draw from the likeliest tokens that reach this probability together.", DefaultValueFactory = _ => 1f };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1 };
        var command = new Command("generate", "Continue a text, token by token.") { text, model.Model, model.Weights, max, temperature, topK, topP, seed };
        command.SetAction((result, cancellation) =>
        {
            string prompt = result.GetValue(text)!;
            if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("text: expected some words to continue; got an empty text.");
            var options = new SamplingOptions { Temperature = result.GetValue(temperature), TopK = result.GetValue(topK), TopP = result.GetValue(topP), Seed = result.GetValue(seed) };
            options.Validate();
            if (options.Temperature == 0 && (options.TopK > 0 || options.TopP < 1))
                throw new HeedException("top-k, top-p: they choose among drawn tokens, and temperature 0 draws none. Give --temperature above 0, or leave them out.");
            using LanguageModel loaded = model.Load(result);
            Tokenizer tokenizer = loaded.RequireTokenizer();
            ReadText read = ReadText.Of(loaded, prompt);
            UnknownWordsNote.Write(loaded, read);
            TokenStream stream = tokenizer.Stream();
            IEnumerable<int> tokens = new Generator(loaded.Transformer).Generate(read.Encoding.Ids, result.GetValue(max), options, cancellation);
            Console.Write(prompt);
            foreach (int token in tokens)
            {
                if (token == loaded.Transformer.Blueprint.EndToken) break;
                Console.Write(stream.Append(token));
            }
            Console.WriteLine(stream.Finish());
            return Task.FromResult(0);
        });
        return command;
    }
}
