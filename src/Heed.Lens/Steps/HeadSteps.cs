using System.Collections.Concurrent;
using Heed.Lens.Interventions;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>
/// One head of a model on a short text, number by number, and what becomes of it and of the answer when something is changed by hand.
/// </summary>
/// <remarks>
/// <para>Where a step is a site (<see cref="Sites.SiteList"/>), its numbers are those the model computed; the steps between are computed from them in
/// <c>double</c>.</para>
/// <para>The text is run once; an edit runs the model again from the edited head's layer on only. Safe to use from several threads at once, as long as the
/// model is not disposed.</para>
/// </remarks>
public sealed class HeadSteps
{
    /// <summary>The most tokens of a text: whole matrices are shown.</summary>
    public const int MostTokens = 64;

    /// <summary>Runs of other texts that are remembered.</summary>
    private const int Remembered = 16;

    private readonly HeadContext _context;
    private readonly HeadRun _clean;
    private readonly Func<string, (TokenBatch Batch, IReadOnlyList<string> Labels)> _read;
    private readonly AnswerReader? _reader;
    private readonly (float[] Logits, float[] LogProbabilities) _before;
    private readonly Lazy<HeadRun> _withoutPositions;
    private readonly ConcurrentDictionary<(string Text, bool Positions), HeadRun> _others = [];

    /// <summary>For models and texts however they come.</summary>
    /// <param name="context">The head.</param>
    /// <param name="batch">The text.</param>
    /// <param name="labels">Its tokens, for people.</param>
    /// <param name="reader">Where the answer is read; null where there is none.</param>
    /// <param name="read">Reads another text.</param>
    internal HeadSteps(HeadContext context, TokenBatch batch, IReadOnlyList<string> labels, AnswerReader? reader, Func<string, (TokenBatch,
        IReadOnlyList<string>)> read)
    {
        if (labels.Count > MostTokens)
            throw new HeedException($"steps: expected a text of at most {MostTokens} tokens, as whole matrices are shown; got {labels.Count}. Shorten the "
                + $"text.");
        (_context, _read, _reader) = (context, read, reader);
        _clean = HeadRun.Of(context, batch, labels);
        _withoutPositions = new Lazy<HeadRun>(() => WithoutTable(batch, labels));
        Steps = StepFrame.Of(_clean).All();
        if (reader is null) return;
        _before = reader.Of(_clean);
        Answer = reader.Compare(_before, _before);
    }

    /// <summary>The attention: <c>blocks.N.attn</c>.</summary>
    public string Attention => _context.Attention;

    /// <summary>Query head.</summary>
    public int Head => _context.Head;

    /// <summary>The text.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The tokens, for people.</summary>
    public IReadOnlyList<string> Tokens => _clean.Labels;

    /// <summary>Every step, in the order of the computation.</summary>
    public IReadOnlyList<HeadStep> Steps { get; }

    /// <summary>The untouched run.</summary>
    internal HeadRun Clean => _clean;

    /// <summary>Reads the answer; null where there is none.</summary>
    internal AnswerReader? Reader => _reader;

    /// <summary>What the model answers; null for a model without a head that answers.</summary>
    public StepAnswer? Answer { get; }

    /// <summary>Runs a text and computes every step of a head.</summary>
    /// <param name="model">The model. Of an encoder–decoder the encoder is shown, which reads the text.</param>
    /// <param name="text">The text, of at most <see cref="MostTokens"/> tokens.</param>
    /// <param name="layer">Layer.</param>
    /// <param name="head">Query head.</param>
    /// <param name="at">The token at whose place the answer is read. Where left out: the last of a model that continues texts; of one that guesses masked
    /// words the first mask, or the last word.</param>
    /// <exception cref="HeedException">There is no such layer, head or token; the text is empty or too long; the model's weights are damaged.</exception>
    public static HeadSteps Of(LanguageModel model, string text, int layer, int head, int? at = null)
    {
        Blueprint b = model.Transformer.Blueprint;
        int layers = AttentionRows.Layers(b);
        if ((uint)layer >= (uint)layers) throw new HeedException($"layer: expected a number from 0 to {layers - 1}; got {layer}.");
        var context = new HeadContext(model, AttentionRows.Attention(b, layer), head);
        ReadText read = ReadText.Of(model, text);
        return new HeadSteps(context, Batch(b, read), Labels(read), AnswerPlace.Of(context, read, at), other =>
        {
            ReadText otherRead = ReadText.Of(model, other);
            return (Batch(b, otherRead), Labels(otherRead));
        }) { Text = text };
    }

    /// <summary>Computes the head, and the answer, with something changed.</summary>
    /// <param name="edit">What.</param>
    /// <exception cref="HeedException">The edit names a token that is not there or a number that is none, or texts do not fit each other.</exception>
    public EditedHead With(StepsEdit edit)
    {
        Edited edited = Compute(edit);
        var known = Steps.ToDictionary(step => step.Id);
        HeadStep[] steps = [.. new StepFrame(_context, edited.Run, edited.Queries, edited.Keys, edited.Values, edited.Stages, edit).From(_clean)
            .Where(step => !known.TryGetValue(step.Id, out HeadStep? before) || !step.Shows(before))];
        return new EditedHead(steps, _reader?.Compare(_before, After(edited.Run, edited.Stages)), [.. EditNotes.Of(edit, _context, edited.Stages)]);
    }

    /// <summary>The terms one number is the sum of, so that it can be checked by hand.</summary>
    /// <param name="step">One of <see cref="NumberTerms.Steps"/>.</param>
    /// <param name="row">The query.</param>
    /// <param name="column">The key; of <c>z</c> the dimension of the head, of <c>contribution</c> that of the residual stream.</param>
    /// <param name="edit">What is changed; nothing where left out.</param>
    /// <exception cref="HeedException">There is no such step, row or column, or the edit makes no sense.</exception>
    public NumberTerms Terms(string step, int row, int column, StepsEdit? edit = null)
    {
        Edited edited = Compute(edit ?? new StepsEdit());
        return NumberTerms.Of(_context, edited.Stages, edited.Keys.Labels, step, row, column);
    }

    private Edited Compute(StepsEdit edit)
    {
        HeadRun run = edit.Positions || _context.Blueprint.Positions != PositionKind.Learned ? _clean : _withoutPositions.Value;
        HeadRun other = edit.Other is null || edit.Parts == OtherParts.None ? run : Other(edit.Other, edit.Positions);
        HeadRun queries = From(OtherParts.Queries), keys = From(OtherParts.Keys), values = From(OtherParts.Values);
        EditCheck.Check(edit, run.Length, queries.Length, keys.Length, values.Length);
        return new Edited(run, queries, keys, values, new HeadStages(_context, queries, keys, values, edit));

        HeadRun From(OtherParts part) => edit.Parts.HasFlag(part) ? other : run;
    }

    private (float[] Logits, float[] LogProbabilities) After(HeadRun run, HeadStages stages)
    {
        List<Intervention> changes = Changes(run, stages);
        return changes.Count == 0 && ReferenceEquals(run, _clean) ? _before : _reader!.Of(run, changes);
    }

    /// <summary>This head's results where they are others now, so that a row nobody touched keeps the model's own bits.</summary>
    private List<Intervention> Changes(HeadRun run, HeadStages stages)
    {
        int size = _context.Blueprint.HeadSize;
        var changes = new List<Intervention>();
        for (int i = 0; i < run.Length; i++)
        {
            if (stages.Z.Row(i).SequenceEqual(run.Untouched.Z.Row(i))) continue;
            float[] row = Array.ConvertAll(stages.Z.Row(i).ToArray(), number => (float)number);
            changes.Add(new ReplaceValues(Attention + ".z", row, new KeyRange(i, i + 1), Head * size, size, $"{Attention} head {Head} edited"));
        }
        return changes;
    }

    private HeadRun Other(string text, bool positions)
    {
        if (_others.TryGetValue((text, positions), out HeadRun? known)) return known;
        (TokenBatch batch, IReadOnlyList<string> labels) = _read(text);
        if (labels.Count > MostTokens) throw new HeedException($"other: expected a text of at most {MostTokens} tokens; got {labels.Count}. Shorten it.");
        HeadRun run = positions ? HeadRun.Of(_context, batch, labels) : WithoutTable(batch, labels);
        if (_others.Count >= Remembered) _others.Clear();
        return _others[(text, positions)] = run;
    }

    private HeadRun WithoutTable(TokenBatch batch, IReadOnlyList<string> labels)
    {
        Blueprint b = _context.Blueprint;
        if (b.Positions != PositionKind.Learned) return HeadRun.Of(_context, batch, labels);
        return HeadRun.Of(_context, batch, labels, new ReplaceValues(
            _context.Prefix + "pos_embed", new float[b.EmbeddingWidth], new KeyRange(0, int.MaxValue), 0, b.EmbeddingWidth, "no position embedding"));
    }

    private static IReadOnlyList<string> Labels(ReadText read) => [.. Enumerable.Range(0, read.Length).Select(read.Show)];

    private static TokenBatch Batch(Blueprint b, ReadText read)
    {
        var batch = new TokenBatch(read.Encoding.Ids) { TokenTypes = b.TokenTypes > 1 ? read.Encoding.TypeIds : null };
        return b.HasEncoder ? new TokenBatch([b.DecoderStartToken ?? 0]) { Source = batch } : batch;
    }

    private sealed record Edited(HeadRun Run, HeadRun Queries, HeadRun Keys, HeadRun Values, HeadStages Stages);
}
