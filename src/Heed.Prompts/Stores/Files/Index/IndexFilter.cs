using System.Text;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>A query in the numbers of one part.</summary>
internal sealed class IndexFilter
{
    private readonly TraceQuery _query;
    private readonly IndexPart _part;
    private readonly byte[]? _text;
    private readonly bool[]? _versions;
    private readonly int _prompt = -1, _label = -1, _model = -1, _run = -1;
    private readonly long _from, _until;
    private readonly int[] _tags, _scores, _names, _values;

    /// <summary>Looks its names up.</summary>
    public IndexFilter(TraceQuery query, IndexPart part)
    {
        (_query, _part) = (query, part);
        _text = query.Text is { } text ? Encoding.UTF8.GetBytes(TraceText.Lower(text)) : null;
        _versions = query.Version is { } version ? part.Beginning(version.ToLowerInvariant()) : null;
        if (query.Prompt is not null) _prompt = part.Find(query.Prompt);
        if (query.Label is not null) _label = part.Find(query.Label);
        if (query.Model is not null) _model = part.Find(query.Model);
        if (query.RunId is not null) _run = part.Find(query.RunId);
        (_from, _until) = (query.From?.UtcTicks ?? long.MinValue, query.Until?.UtcTicks ?? long.MaxValue);
        _tags = [.. query.Tags.Select(part.Find)];
        _scores = [.. query.Scores.Select(score => part.Find(score.Name))];
        _names = [.. query.Metadata.Select(pair => part.Find(pair.Key))];
        _values = [.. query.Metadata.Select(pair => part.Find(pair.Value))];
    }

    /// <summary>Whether notes may change what is found.</summary>
    public bool LooksAtNotes => _tags.Length > 0 || _scores.Length > 0;

    /// <summary>Whether a row fits.</summary>
    /// <param name="row">The row.</param>
    /// <param name="notes">Its notes, the oldest first, each with the filter of its part.</param>
    public bool Holds(in IndexRow row, IReadOnlyList<(IndexFilter Filter, int Note)> notes)
        => row.Started >= _from && row.Started < _until
            && Is(_prompt, row.Prompt) && Is(_label, row.Label) && Is(_model, row.Model) && Is(_run, row.Run)
            && (_versions is null || (row.Version >= 0 && _versions[row.Version]))
            && (_query.HasError is not { } error || error == (row.HasError != 0))
            && !(row.LatencyMs < _query.LatencyAtLeast) && !(row.LatencyMs > _query.LatencyAtMost)
            && (_names.Length == 0 || HasMetadata(row.AttributesStart))
            && (!LooksAtNotes || (HasTags(row.AttributesStart, notes) && HasScores(row.AttributesStart, notes)))
            && (_text is null || _part.Text(row).IndexOf(_text) >= 0);

    // −1 is any; a name that the part does not have is −2, and no row's.
    private static bool Is(int wanted, int actual) => wanted == -1 || wanted == actual;

    private bool HasTags(int attributes, IReadOnlyList<(IndexFilter Filter, int Note)> notes)
    {
        for (int i = 0; i < _tags.Length; i++)
        {
            bool has = Tags(attributes).Contains(_tags[i]);
            foreach ((IndexFilter filter, int note) in notes) has |= filter.Tags(filter._part.Notes[note].AttributesStart).Contains(filter._tags[i]);
            if (!has) return false;
        }
        return true;
    }

    private bool HasScores(int attributes, IReadOnlyList<(IndexFilter Filter, int Note)> notes)
    {
        for (int i = 0; i < _scores.Length; i++)
        {
            double? score = Score(attributes, _scores[i]);
            foreach ((IndexFilter filter, int note) in notes) score = filter.Score(filter._part.Notes[note].AttributesStart, filter._scores[i]) ?? score;
            if (score is not { } value || !_query.Scores[i].Holds(value)) return false;
        }
        return true;
    }

    private bool HasMetadata(int start)
    {
        ReadOnlySpan<int> attributes = _part.Attributes(start);
        attributes = attributes[(1 + attributes[0])..];
        attributes = attributes[(1 + 3 * attributes[0])..];
        ReadOnlySpan<int> pairs = attributes.Slice(1, 2 * attributes[0]);
        for (int i = 0; i < _names.Length; i++)
        {
            bool has = false;
            for (int j = 0; j < pairs.Length; j += 2) has |= pairs[j] == _names[i] && pairs[j + 1] == _values[i];
            if (!has) return false;
        }
        return true;
    }

    private ReadOnlySpan<int> Tags(int start)
    {
        ReadOnlySpan<int> attributes = _part.Attributes(start);
        return attributes.Slice(1, attributes[0]);
    }

    private double? Score(int start, int name)
    {
        ReadOnlySpan<int> attributes = _part.Attributes(start);
        attributes = attributes[(1 + attributes[0])..];
        ReadOnlySpan<int> scores = attributes.Slice(1, 3 * attributes[0]);
        for (int i = 0; i < scores.Length; i += 3)
            if (scores[i] == name) return BitConverter.Int64BitsToDouble((uint)scores[i + 1] | (long)scores[i + 2] << 32);
        return null;
    }
}
