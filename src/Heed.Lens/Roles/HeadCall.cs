using Heed.Autograd;

namespace Heed.Lens.Roles;

/// <summary>An attention of a sample that measures are shown.</summary>
public sealed class HeadCall
{
    private readonly Tensor _output;
    private readonly int _width;

    internal HeadCall(HeadSample sample, HeadPlace place, int index, AttentionInputs inputs, Tensor output)
    {
        (Sample, Place, Index, Heads, Queries, Keys) = (sample, place, index, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        (_output, _width) = (output, inputs.Values.Width);
        QueryTokens = place.IsEncoder ? sample.Batch.Source!.Ids : sample.Batch.Ids;
        KeyTokens = place.IsCross ? sample.Batch.Source!.Ids : QueryTokens;
    }

    /// <summary>The text.</summary>
    public HeadSample Sample { get; }

    /// <summary>Which attention.</summary>
    public HeadPlace Place { get; }

    /// <summary>Its number among all.</summary>
    public int Index { get; }

    /// <summary>Hq.</summary>
    public int Heads { get; }

    /// <summary>Tq.</summary>
    public int Queries { get; }

    /// <summary>Tk.</summary>
    public int Keys { get; }

    /// <summary>[Tq].</summary>
    public IReadOnlyList<int> QueryTokens { get; }

    /// <summary>[Tk].</summary>
    public IReadOnlyList<int> KeyTokens { get; }

    /// <summary>z of a head and row, [D].</summary>
    public ReadOnlySpan<float> Output(int head, int row) => _output.Span.Slice((row * Heads + head) * _width, _width);

    /// <summary>Keys that a query may see.</summary>
    public int Visible(int row) => Place.IsCausal ? Math.Min(row + 1, Keys) : Keys;
}
