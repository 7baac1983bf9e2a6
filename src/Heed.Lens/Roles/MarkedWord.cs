namespace Heed.Lens.Roles;

/// <summary>
/// How often the strongest key, self and tokens that the model adds left out, is a token of the right word, beside the best fixed offset and the
/// nearest word that could be
/// meant. Source: Clark et al., "What Does BERT Look At?" (2019).
/// </summary>
/// <param name="question">Which marks: <c>coreference</c>, from a pronoun to its noun, or <c>answer</c>, from where a word must be given to where it
/// stands.</param>
public sealed class MarkedWord(string question) : StrongestKeyMeasure
{
    /// <summary>How far above the better baseline a head must be.</summary>
    private const double Margin = 0.1;

    private readonly Dictionary<int, int> _offsets = [];
    private HashSet<int> _rows = [], _added = [];
    private int _marks, _nearest;

    /// <inheritdoc/>
    public override string Name => question;

    /// <inheritdoc/>
    public override double Threshold => 0.5;

    /// <inheritdoc/>
    public override string About => question switch
    {
        "coreference" => "From a pronoun its strongest key is the noun that is meant, the share of sentences.",
        "answer" => "From where a word must be given its strongest key is that word, the share of sentences.",
        _ => $"Its strongest key is the right word ({question}), the share of sentences.",
    };

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Finds;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place)
        => sample.Kind == HeadSampleKind.Marked && !place.IsCross && !place.IsEncoder && sample.Marks.Any(mark => mark.Question == question);

    /// <inheritdoc/>
    public override void Begin(HeadCall call)
    {
        base.Begin(call);
        HeadMark[] marks = Marks(call);
        (_rows, _added) = ([.. marks.Select(mark => mark.Row)], [.. call.Sample.Added]);
        if (call.Index > 0) return; // every sample comes by once for each place; what is simple does not depend on it
        foreach (HeadMark mark in marks)
        {
            _marks++;
            if (mark.Targets.Contains(mark.Nearest)) _nearest++;
            foreach (int target in mark.Targets) _offsets[target - mark.Row] = _offsets.GetValueOrDefault(target - mark.Row) + 1;
        }
    }

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        foreach (HeadMark mark in Marks(call))
            for (int h = 0; h < call.Heads; h++)
                if (mark.Targets.Contains(Strongest(call, h, mark.Row))) Add(call, h, 1);
        Count(call, Marks(call).Length);
    }

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head)
    {
        if (base.Score(place, head) is not { } score) return null;
        (int offset, int hits) = _offsets.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).First();
        return hits > _nearest ? score with { Baseline = (double)hits / _marks, BaselineIs = $"offset {offset:+0;−0;0}" }
            : score with { Baseline = (double)_nearest / _marks, BaselineIs = "nearest mention" };
    }

    /// <inheritdoc/>
    public override bool IsRole(HeadScore score) => score.Value >= Threshold && score.Value >= score.Baseline + Margin;

    /// <inheritdoc/>
    protected override bool Wants(HeadCall call, int row) => _rows.Contains(row);

    /// <inheritdoc/>
    protected override bool Skips(HeadCall call, int row, int key) => key == row || _added.Contains(key);

    private HeadMark[] Marks(HeadCall call) => [.. call.Sample.Marks.Where(mark => mark.Question == question)];
}
