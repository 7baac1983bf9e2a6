using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Models;
using Heed.Models.Generation;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary><c>heed generate TEXT</c>: streams a continuation, or the answer of an encoder–decoder.</summary>
internal static class GenerateCommand
{
    private static readonly Option<int?> s_max = new("--max") { Description = "The most tokens to make; 64 unless the model's folder says otherwise." };
    private static readonly Option<float?> s_temperature = new("--temperature") { Description = "0 takes the likeliest token; higher values vary more." };
    private static readonly Option<int?> s_topK = new("--top-k") { Description = "Draw from the k likeliest tokens; 0: all." };
    private static readonly Option<float?> s_topP = new("--top-p") { Description = "Draw from the likeliest tokens that reach this probability together." };
    private static readonly Option<float?> s_minP = new("--min-p") { Description = "Draw from tokens with at least this share of the likeliest one's probability." };
    private static readonly Option<float?> s_penalty = new("--repetition-penalty") { Description = "Above 1: tokens that are in the text already become less likely." };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> s_stop = new("--stop") { Description = "End before this text; may be given several times." };
    private static readonly Option<int?> s_beams = new("--beams") { Description = "Search for the likeliest text with so many at a time; 1: token by token." };
    private static readonly Option<float?> s_lengthPenalty = new("--length-penalty") { Description = "Of beams: above 0 long texts gain." };
    private static readonly Option<bool> s_truncate = new("--truncate") { Description = "Cut a prompt that is longer than the model's window, rather than refuse it." };

    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "The text to continue; of an encoder–decoder, to answer (\"translate English to German: …\")." };
        var model = new Option<string>("--model") { Description = "A built-in model or the path of a model folder.", DefaultValueFactory = _ => BuiltInModels.Decoder };
        var command = new Command("generate", "Continue a text, token by token; translate or summarize with an encoder–decoder.")
        {
            text, model, s_max, s_temperature, s_topK, s_topP, s_minP, s_penalty, s_seed, s_stop, s_beams, s_lengthPenalty, s_truncate,
        };
        command.SetAction((result, cancellation) =>
        {
            string prompt = result.GetValue(text)!;
            if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("text: expected some words to continue; got an empty text.");
            using LanguageModel loaded = BuiltInModels.Load(result.GetValue(model)!);
            TextOptions options = Options(result, TextOptions.Of(loaded));
            IEnumerable<string> pieces = new TextGenerator(loaded).Stream(prompt, options, cancellation);
            if (loaded.KnownWords is not null && !options.Truncate) UnknownWordsNote.Write(loaded, ReadText.Of(loaded, prompt));
            if (!loaded.Transformer.Blueprint.HasEncoder) Console.Write(prompt);
            foreach (string piece in pieces) Console.Write(piece);
            Console.WriteLine();
            return Task.FromResult(0);
        });
        return command;
    }

    /// <summary>What the folder asks for, and over it what the command line does.</summary>
    private static TextOptions Options(ParseResult result, TextOptions folder)
    {
        SamplingOptions sampling = folder.Sampling with { Seed = result.GetValue(s_seed) };
        BeamOptions? beams = folder.Beams;
        if (result.GetValue(s_temperature) is { } temperature)
        {
            sampling = temperature == 0 ? SamplingOptions.Greedy with { Seed = sampling.Seed, RepetitionPenalty = sampling.RepetitionPenalty } : sampling with { Temperature = temperature };
            if (temperature != 0) beams = null;
        }
        if (result.GetValue(s_beams) is { } count)
        {
            beams = (beams ?? new BeamOptions()) with { Beams = count };
            if (result.GetValue(s_temperature) is null) sampling = SamplingOptions.Greedy;
        }
        sampling = sampling with
        {
            TopK = result.GetValue(s_topK) ?? sampling.TopK,
            TopP = result.GetValue(s_topP) ?? sampling.TopP,
            MinP = result.GetValue(s_minP) ?? sampling.MinP,
            RepetitionPenalty = result.GetValue(s_penalty) ?? sampling.RepetitionPenalty,
        };
        sampling.Validate();
        if (sampling.Temperature == 0 && (sampling.TopK > 0 || sampling.TopP < 1 || sampling.MinP > 0))
            throw new HeedException("top-k, top-p: they choose among drawn tokens, and temperature 0 draws none. Give --temperature above 0, or leave them out. So does min-p.");
        if (result.GetValue(s_lengthPenalty) is { } penalty)
            beams = beams is { Beams: > 1 } ? beams with { LengthPenalty = penalty } : throw new HeedException("length-penalty: it weighs beams, and there are none. Give --beams above 1.");
        return folder with
        {
            MaxTokens = result.GetValue(s_max) ?? folder.MaxTokens,
            Sampling = sampling,
            Beams = beams,
            Stops = result.GetValue(s_stop) ?? [],
            Truncate = result.GetValue(s_truncate),
        };
    }
}
