using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Roles;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary><c>heed heads [TEXT]</c>: what every head of a model does.</summary>
internal static class HeadsCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "Text in place of the generated one.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--text-file") { Description = "A file with that text." };
        var model = new ModelOptions(BuiltInModels.Decoder);
        var sort = new Option<string?>("--sort") { Description = "Order heads by a measure, strongest first: induction, sink, …" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the generated text.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print JSON with every score." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("heads", "Show what each head of a model does.") { text, file, model.Model, model.Weights, sort, seed, json, noColor };
        command.SetAction(result =>
        {
            string? words = Words(result.GetValue(text), result.GetValue(file));
            using LanguageModel loaded = model.Load(result);
            IReadOnlyList<IHeadMeasure> measures = HeadMeasures.Of(loaded.Transformer);
            string? by = result.GetValue(sort);
            if (by is not null && measures.All(measure => measure.Name != by))
                throw new HeedException($"sort: expected one of {string.Join(", ", measures.Select(measure => measure.Name))}; got '{by}'.");
            ReadText? read = words is null ? null : ReadText.Of(loaded, words);
            if (read is not null) UnknownWordsNote.Write(loaded, read);
            IReadOnlyList<HeadProfile> heads = HeadRoles.Measure(loaded.Transformer, HeadSamples.Of(loaded, read, result.GetValue(seed)), measures);
            if (by is not null) heads = [.. heads.OrderByDescending(head => head.Scores.GetValueOrDefault(by)?.Value ?? double.NegativeInfinity)];
            if (result.GetValue(json)) HeadsJson.Write(loaded, read, measures, heads);
            else HeadsView.Write(Terminal.Create(result.GetValue(noColor)), loaded, read, measures, heads, by);
        });
        return command;
    }

    private static string? Words(string? text, string? file)
    {
        if (text is not null && file is not null) throw new HeedException("text: expected a text or --text-file; got both.");
        string? words = file is null ? text : File.Exists(file) ? File.ReadAllText(file) : throw new HeedException($"text-file: there is no file '{file}'.");
        if (words is not null && string.IsNullOrWhiteSpace(words)) throw new HeedException("text: expected some words; got an empty text.");
        return words;
    }
}
