using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tasks;

/// <summary>Text in, text out: continues a text, or behind an encoder answers it (translation, summaries).</summary>
public sealed class TextGenerator(LanguageModel model)
{
    /// <summary>Yields the new text piece by piece as its characters are complete; with beams, all at once.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">The model does not generate or has no tokenizer, the prompt is empty or too long, or an option is
    /// out of range.</exception>
    public IEnumerable<string> Stream(string prompt, TextOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("text: expected some words to continue; got an empty text.");
        Tokenizer tokenizer = model.RequireTokenizer();
        Blueprint blueprint = model.Transformer.Blueprint;
        // A cut prompt leaves room for what is asked, or half of the window for all it may be.
        int window = blueprint.MaxPositions, most = window - Math.Min(Math.Max(options.MaxTokens, 0), window / 2);
        Encoding encoding = tokenizer.Encode(prompt);
        bool cut = encoding.Ids.Length > window && options.Truncate && !blueprint.HasEncoder;
        (int[] ids, _) = FittedText.Of(model, encoding, cut ? most : window, options.Truncate, keepEnd: !blueprint.HasEncoder);
        Generator.Check(blueprint, [ids], options.MaxTokens);
        return Run(tokenizer, Tokens(ids, options, cancellation), options.Stops);
    }

    private IEnumerable<int> Tokens(int[] ids, TextOptions options, CancellationToken cancellation)
        => options.Beams is { Beams: > 1 } beams
            ? new BeamSearch(model.Transformer) { Cache = options.Cache }.Search(ids, options.MaxTokens, beams, cancellation)[0].Tokens
            : new Generator(model.Transformer) { Cache = options.Cache }.Generate(ids, options.MaxTokens, options.Sampling, cancellation);

    private IEnumerable<string> Run(Tokenizer tokenizer, IEnumerable<int> tokens, IReadOnlyList<string> stops)
    {
        ValueList<int> ends = model.Transformer.Blueprint.EndTokens;
        TokenStream stream = tokenizer.Stream();
        var stop = new StopText(stops);
        foreach (int token in tokens)
        {
            if (ends.Contains(token)) break;
            if (stop.Append(stream.Append(token)) is { Length: > 0 } piece) yield return piece;
            if (stop.Stopped) yield break;
        }
        string rest = stop.Append(stream.Finish());
        rest += stop.Finish();
        if (rest.Length > 0) yield return rest;
    }
}
