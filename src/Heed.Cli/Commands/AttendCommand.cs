using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Metrics;
using Heed.Lens.Views;
using Heed.Models;
using Heed.Studio;

namespace Heed.Cli.Commands;

/// <summary><c>heed attend TEXT --from WORD</c>: who attends to whom.</summary>
internal static class AttendCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "The text to look at." };
        var from = new Option<string?>("--from") { Description = "The word that looks, or a token's number. Left out: every token's strongest key." };
        var model = new ModelOptions(BuiltInModels.Encoder);
        var layer = new Option<int?>("--layer") { Description = "Only this layer, counted from 0." };
        var head = new Option<int?>("--head") { Description = "Only this head, counted from 0." };
        var top = new Option<int>("--top") { Description = "Keys to list for each head.", DefaultValueFactory = _ => 1 };
        var question = new QuestionOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var pictures = new PictureOptions();
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("attend", "Show which words a word attends to, in every layer and head.") { text, from, model.Model,
            model.Weights, layer, head, top, question.Answer, question.Other, question.Budget, json, pictures.Html, pictures.Svg, noColor };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            if (result.GetValue(question.Other) is not null && result.GetValue(question.Answer) is null)
                throw new HeedException("other: it is held against --answer, which was left out.");
            if (result.GetValue(top) is < 1 and var few) throw new HeedException($"top: expected at least 1; got {few}.");
            if (result.GetValue(from) is null && result.GetResult(top) is { Implicit: false })
                throw new HeedException("top: it counts the keys listed for --from, and without --from every token has one. Give --from, or leave --top out.");
            pictures.Check(result);
            string words = result.GetValue(text)!;
            if (string.IsNullOrWhiteSpace(words)) throw new HeedException("text: expected some words; got an empty text.");
            using LanguageModel loaded = model.Load(result);
            Blueprint blueprint = loaded.Transformer.Blueprint;
            IReadOnlyList<int> layers = Choose(result.GetValue(layer), AttentionRows.Layers(blueprint), "layer", loaded.Name);
            IReadOnlyList<int> heads = Choose(result.GetValue(head), blueprint.Heads, "head", loaded.Name);
            ReadText read = ReadText.Of(loaded, words);
            UnknownWordsNote.Write(loaded, read);

            if (result.GetValue(from) is { } word)
            {
                var attention = TokenAttention.Of(loaded, read, read.Find(word));
                int telling = attention.TellingLayer(layers, heads);
                RowConsequences? consequences = Consequences(
                    attention.From, layers.SelectMany(l => heads.SelectMany(h => attention.Strongest(l, h, result.GetValue(top)).Select(key => (l, h, attention.From, key.Token)))));
                if (result.GetValue(json)) AttendJson.Write(loaded, attention, layers, heads, telling, result.GetValue(top), consequences);
                else AttendView.Write(Terminal.Create(result.GetValue(noColor)), loaded, attention, layers, heads, telling,
                    result.GetValue(top), consequences);
                var views = new AttendPictures(loaded, attention, layers, heads, telling,
                    result.GetResult(top) is { Implicit: false } ? result.GetValue(top) : 3);
                pictures.Write(result, () => views.Html(StandAlone.Sentence(loaded, read, attention.From, cancellation)), views.Svg);
            }
            else
            {
                IReadOnlyList<StrongestKeys> rows = StrongestKeys.Of(loaded, read, layers, heads);
                RowConsequences? consequences = Consequences(null, rows.Where(row => row.Key >= 0).Select(row => (row.Layer, row.Head, row.Token, row.Key)));
                if (result.GetValue(json)) AttendJson.Write(loaded, read, rows, consequences);
                else AttendView.Write(Terminal.Create(result.GetValue(noColor)), loaded, read, rows, consequences);
                var views = new StrongestPictures(loaded, read, rows, layers, heads);
                pictures.Write(result, () => views.Html(StandAlone.Sentence(loaded, read, null, cancellation)), views.Svg);
            }

            RowConsequences? Consequences(int? at, IEnumerable<(int Layer, int Head, int Query, int Key)> edges)
            {
                if (result.GetValue(question.Answer) is null) return null;
                Question asked = question.Of(result, loaded, words, at);
                if (asked.Note is { } note) Console.Error.WriteLine($"heed: {note}.");
                using var progress = new CountLine("edges cut");
                return RowConsequences.Of(asked, edges, question.Bytes(result), progress, cancellation);
            }
        }, cancellation));
        return command;
    }

    private static IReadOnlyList<int> Choose(int? asked, int count, string name, string model)
    {
        if (asked is null) return [.. Enumerable.Range(0, count)];
        if ((uint)asked.Value < (uint)count) return [asked.Value];
        throw new HeedException($"{name}: {model} has {name}s 0 to {count - 1}; got {asked}.");
    }
}
