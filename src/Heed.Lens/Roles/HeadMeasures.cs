using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>All measures of what a head does, in the order of their columns.</summary>
public static class HeadMeasures
{
    /// <summary>Fresh ones for a model.</summary>
    public static IReadOnlyList<IHeadMeasure> Of(Transformer model) =>
    [
        new PreviousToken(), new DuplicateToken(), new Induction(), new InductionOnText(), new Copying(model), new Retrieval(),
        new MarkedWord("coreference"), new MarkedWord("answer"), new Sink(), new Positional(), new LocalMass(), new Broad(),
    ];
}
