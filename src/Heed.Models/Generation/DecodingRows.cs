using Heed.Autograd;
using Heed.Masks;

namespace Heed.Models.Generation;

/// <summary>
/// Texts that grow together, with their cache: prompts of different lengths are filled up on the left, and their positions count real
/// tokens. Behind an encoder,
/// prompts are what it reads, and the texts begin with the start token.
/// </summary>
internal sealed class DecodingRows : IDisposable
{
    private readonly Transformer _model;
    private readonly KeyValueCache _cache;
    private readonly TokenBatch? _source;
    private List<int>[] _texts;
    private int[] _padding;

    /// <summary>Takes prompts that fit the window.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">At least one, each with at least one token.</param>
    /// <param name="maxTokens">The most tokens that will be asked for.</param>
    /// <param name="cache">How keys and values are stored.</param>
    public DecodingRows(Transformer model, IReadOnlyList<int[]> prompts, int maxTokens, ElementType cache)
    {
        _model = model;
        Blueprint blueprint = model.Blueprint;
        int[][] starts = [.. prompts];
        if (blueprint.HasEncoder)
        {
            _source = TokenBatch.FilledUp(prompts, blueprint.PaddingToken ?? 0);
            starts = [.. prompts.Select(_ => new[] { blueprint.DecoderStartToken!.Value })];
        }
        int longest = starts.Max(row => row.Length);
        _padding = [.. starts.Select(row => longest - row.Length)];
        _texts = [.. starts.Select((row, b) => Enumerable.Repeat(blueprint.PaddingToken ?? 0, _padding[b]).Concat(row).ToList())];
        int most = Math.Max(0, blueprint.MaxPositions - starts.Min(row => row.Length)) + 1; // tokens until the window of every text is full
        _cache = new KeyValueCache(blueprint, starts.Length, (int)Math.Min(int.MaxValue, longest + (long)Math.Min(maxTokens, most)), cache);
    }

    /// <summary>Texts there are.</summary>
    public int Count => _texts.Length;

    /// <summary>The tokens of a text, its prompt included; behind an encoder, what the decoder has made, start token included.</summary>
    public List<int> Text(int row) => _padding[row] == 0 ? _texts[row] : _texts[row][_padding[row]..];

    /// <summary>Whether a text still fits the window.</summary>
    public bool CanRead(int row) => _texts[row].Count - _padding[row] <= _model.Blueprint.MaxPositions;

    /// <summary>Logits of the token after each text, [rows, V]; the tape owns them.</summary>
    public Tensor Next(Tape tape)
    {
        int total = _texts[0].Count;
        int padding = _padding.Min(); // what stands before every text takes no position
        if (_cache.Length > 0 && _model.StartsAnew(_cache.Length - padding, total - padding)) _cache.Clear();
        int start = _cache.Length, added = total - start;
        bool padded = _padding.Any(count => count > 0);
        var batch = new TokenBatch([.. _texts.SelectMany(text => text.Skip(start))], Count)
        {
            Positions = padded ? [.. _padding.SelectMany(count => Enumerable.Range(start, added).Select(i => Math.Max(0, i - count)))]
                : null,
            Real = padded ? [.. _padding.Select(count => new KeyRange(count, total))] : null,
            Source = _cache.HasSource ? null : _source,
        };
        Tensor hidden = _model.Hidden(tape, batch, _cache);
        return _model.TokenLogits(tape, hidden, [.. Enumerable.Range(0, Count).Select(b => (b + 1) * added - 1)]);
    }

    /// <summary>Puts a token behind each text.</summary>
    public void Append(ReadOnlySpan<int> tokens)
    {
        for (int b = 0; b < Count; b++) _texts[b].Add(tokens[b]);
    }

    /// <summary>Goes on with chosen texts, in the order given; one may come several times.</summary>
    public void Select(ReadOnlySpan<int> rows)
    {
        bool same = rows.Length == Count;
        for (int b = 0; b < rows.Length; b++) same &= rows[b] == b;
        if (same) return;
        _cache.Select(rows);
        int[] chosen = rows.ToArray();
        (_texts, _padding) = ([.. chosen.Select(row => _texts[row].ToList())], [.. chosen.Select(row => _padding[row])]);
    }

    /// <summary>Gives the cache's memory back.</summary>
    public void Dispose() => _cache.Dispose();
}
