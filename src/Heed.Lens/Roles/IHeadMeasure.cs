using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>
/// One question about what heads do. It is shown the finished weights of every attention tile by tile and keeps sums of its own: never Tq × Tk numbers. A new
/// measure is a new file.
/// </summary>
/// <remarks>
/// Attentions come one after the other: <see cref="Begin"/>, all tiles, <see cref="End"/>. Tiles of one head come from one thread, keys ascending; different
/// heads come from several threads at once, so that nothing may be written for two heads together.
/// </remarks>
public interface IHeadMeasure
{
    /// <summary>What a head that does it is called: <c>induction</c>.</summary>
    string Name { get; }

    /// <summary>The value from which a head has the role.</summary>
    double Threshold { get; }

    /// <summary>What it says of a head, in a sentence for readers; empty where nobody wrote one.</summary>
    string About => "";

    /// <summary>What sort of thing a head with the role does.</summary>
    HeadRoleKind Kind => HeadRoleKind.Other;

    /// <summary>What its score rests on.</summary>
    HeadEvidence Evidence => HeadEvidence.Pattern;

    /// <summary>Makes room; called once.</summary>
    void Prepare(int places, int heads);

    /// <summary>Whether an attention of a sample tells it anything.</summary>
    bool Uses(HeadSample sample, HeadPlace place);

    /// <summary>An attention begins.</summary>
    void Begin(HeadCall call);

    /// <summary>Weights.</summary>
    void Tile(HeadCall call, in WeightTile tile);

    /// <summary>All tiles of it were shown, and its output is there.</summary>
    void End(HeadCall call);

    /// <summary>What came out for a head; null where nothing could be measured.</summary>
    HeadScore? Score(int place, int head);

    /// <summary>Whether a score is enough for the role.</summary>
    bool IsRole(HeadScore score) => score.Value >= Threshold;
}
