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
        int[] ids = Read(model.RequireTokenizer().Encode(prompt), options);
        return Generate(ids, options, cancellation).Where(piece => piece.Text.Length > 0).Select(piece => piece.Text);
    }

    /// <summary>The tokens of a prompt, cut where that is needed and allowed.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">Whether it may be cut, and the room its continuation needs.</param>
    /// <exception cref="HeedException">It is longer than the window and may not be cut.</exception>
    public int[] Read(Encoding prompt, TextOptions options)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        bool cut = prompt.Ids.Length > blueprint.MaxPositions && options.Truncate && !blueprint.HasEncoder;
        return FittedText.Of(
            model, prompt, cut ? LongestCut(options) : blueprint.MaxPositions, options.Truncate, keepEnd: !blueprint.HasEncoder).Ids;
    }

    /// <summary>The most tokens of a prompt that had to be cut: it leaves room for what is asked, or half of the window for all it may
    /// be.</summary>
    public int LongestCut(TextOptions options)
    {
        int window = model.Transformer.Blueprint.MaxPositions;
        return window - Math.Min(Math.Max(options.MaxTokens, 0), window / 2);
    }

    /// <summary>Yields a step a token and a last one that says why the text ends; with beams, all after the search.</summary>
    /// <param name="prompt">Token ids, at least one.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">The model does not generate or has no tokenizer, the prompt is empty or too long, or an option is
    /// out of range.</exception>
    public IEnumerable<TextPiece> Generate(int[] prompt, TextOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        Tokenizer tokenizer = model.RequireTokenizer();
        Generator.Check(model.Transformer.Blueprint, [prompt], options.MaxTokens);
        return Run(tokenizer, Tokens(prompt, options, cancellation), options);
    }

    private IEnumerable<GeneratedToken> Tokens(int[] ids, TextOptions options, CancellationToken cancellation)
        => options.Beams is { Beams: > 1 } beams
            ? new BeamSearch(model.Transformer) { Cache = options.Cache }.Search(ids, options.MaxTokens, beams, cancellation)[0].Tokens
                .Select(id => new GeneratedToken(0, id, double.NaN))
            : new Generator(model.Transformer) { Cache = options.Cache }
                .GenerateBatch([ids], options.MaxTokens, options.Sampling, cancellation);

    private IEnumerable<TextPiece> Run(Tokenizer tokenizer, IEnumerable<GeneratedToken> tokens, TextOptions options)
    {
        ValueList<int> ends = model.Transformer.Blueprint.EndTokens;
        TokenStream stream = tokenizer.Stream();
        var stop = new StopText(options.Stops);
        TextEnd? end = null;
        int made = 0;
        foreach (GeneratedToken token in tokens)
        {
            made++;
            if (ends.Contains(token.Id)) end = TextEnd.EndToken;
            yield return new TextPiece(end is null ? stop.Append(stream.Append(token.Id)) : "", token);
            if (stop.Stopped) end = TextEnd.StopText;
            if (end is not null) break;
        }
        string rest = stop.Append(stream.Finish());
        rest += stop.Finish();
        if (stop.Stopped) end = TextEnd.StopText;
        yield return new TextPiece(rest, null, end ?? (made >= options.MaxTokens ? TextEnd.MaxTokens : TextEnd.Window));
    }
}
