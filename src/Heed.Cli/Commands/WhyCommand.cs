using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Lens.Views;
using Heed.Models;
using Heed.Studio;

namespace Heed.Cli.Commands;

/// <summary><c>heed why PROMPT --answer A [--other B]</c>: which attention weights and heads the answer rests on.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt") { Description = "The text; of a model that guesses masked words with its mask where the answer stands." };
        var question = new QuestionOptions();
        var model = new ModelOptions(BuiltInModels.Decoder);
        var against = new Option<string?>("--against") { Description = "Another prompt of as many tokens: patches values between the two. Without --answer the model's own answers are told apart." };
        var words = new Option<bool>("--words") { Description = "What every method says of every token, from mean weight to really cutting all attention to it." };
        var path = new Option<string?>("--path") { Description = "With --against: how much of a head reaches others straight, as in 0.attn.1 or 0.attn.1>2.attn.3.q (path patching)." };
        var check = new Option<int>("--check") { Description = "Edges that are really cut.", DefaultValueFactory = _ => 50 };
        var top = new Option<int>("--top") { Description = "Edges that are listed.", DefaultValueFactory = _ => 12 };
        var ablate = new Option<string>("--ablate") { Description = "What takes the place of a removed head: mean (of the prompt) or zero.", DefaultValueFactory = _ => "mean" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var pictures = new PictureOptions();
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("why", "Show what an answer rests on: every attention weight with its consequence.")
        {
            prompt, question.Answer, question.Other, against, path, words, model.Model, model.Weights, check, top, ablate, question.Budget, json, pictures.Html, pictures.Svg, noColor,
        };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            if (result.GetValue(top) is < 1 and var few) throw new HeedException($"top: expected at least 1; got {few}.");
            pictures.Check(result);
            Ablation ablation = result.GetValue(ablate) switch
            {
                "mean" => Ablation.Mean,
                "zero" => Ablation.Zero,
                var other => throw new HeedException($"ablate: expected mean or zero; got '{other}'."),
            };
            using LanguageModel loaded = model.Load(result);
            if (result.GetValue(against) is { } second)
            {
                Refuse(result, "--against, where values are patched and no edges are cut", check, ablate, words, pictures.Html, pictures.Svg);
                var pair = PromptPair.Of(loaded, result.GetValue(prompt)!, second, result.GetValue(question.Answer), result.GetValue(question.Other));
                WhyAgainst.Run(pair, result.GetValue(path), question.Bytes(result), result.GetValue(top), result.GetValue(json), Terminal.Create(result.GetValue(noColor)), cancellation);
                return;
            }
            if (result.GetValue(path) is not null) throw new HeedException("path: expected --against, the prompt whose values travel along the path.");
            Question asked = question.Of(result, loaded, result.GetValue(prompt)!);
            UnknownWordsNote.Write(loaded, asked.Prompt);
            if (result.GetValue(words))
            {
                Refuse(result, "--words, which lists every token by every method", check, ablate, top, pictures.Html, pictures.Svg);
                WhyWords.Run(asked, result.GetValue(json), Terminal.Create(result.GetValue(noColor)), cancellation);
                return;
            }
            if (asked.Note is { } note) Console.Error.WriteLine($"heed: {note}.");
            using var progress = new CountLine("cut");
            EdgeConsequences consequences = EdgeConsequences.Of(asked, new ConsequenceOptions { Check = result.GetValue(check), Budget = question.Bytes(result) }, progress, cancellation);
            HeadEffects heads = HeadEffects.Of(asked, ablation, question.Bytes(result), cancellation: cancellation);
            progress.Clear();
            if (result.GetValue(json)) WhyJson.Write(consequences, heads, ablation);
            else WhyView.Write(Terminal.Create(result.GetValue(noColor)), consequences, heads, ablation, result.GetValue(top));
            var views = new WhyPictures(consequences, heads, ablation);
            pictures.Write(
                result, () => views.Html(StandAlone.Why(consequences, heads, result.GetValue(question.Answer)!, result.GetValue(question.Other))), views.Svg);
        }, cancellation));
        return command;
    }

    /// <summary>Options that a way of asking does not use are refused, not ignored.</summary>
    private static void Refuse(ParseResult result, string why, params IEnumerable<Option> options)
    {
        foreach (Option option in options)
            if (result.GetResult(option) is { Implicit: false }) throw new HeedException($"{option.Name}: it is of no use beside {why}; leave one of them out.");
    }
}
