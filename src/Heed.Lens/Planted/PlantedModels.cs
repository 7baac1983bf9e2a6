namespace Heed.Lens.Planted;

/// <summary>
/// Models with a circuit written by hand: ground truth for every measure of the lens. They are small, need no training, and make no mistakes.
/// </summary>
public static class PlantedModels
{
    /// <summary>
    /// "… A B … A" is answered B: a previous-token head in layer 0, an induction head in layer 1. Source of the circuit: Elhage et al., "A
    /// Mathematical Framework
    /// for Transformer Circuits" (2021); Olsson et al. (2022).
    /// </summary>
    public static PlantedModel Induction() => InductionCircuit.Create();

    /// <summary>
    /// "… A … A" is answered with the token that stands for the place of the first A (token p for place p): one duplicate-token head. Source of the
    /// kind of head: Wang et al., "Interpretability in the Wild" (2022).
    /// </summary>
    public static PlantedModel Duplicate() => DuplicateCircuit.Create();

    /// <summary>
    /// "K V K V … K ?" is answered with the V behind that K: in layer 0 one head reads the token before, one what is asked; in layer 1 a head looks
    /// it up.
    /// </summary>
    public static PlantedModel Lookup() => LookupCircuit.Create();

    /// <summary>All of them; the caller disposes each.</summary>
    public static IReadOnlyList<PlantedModel> All() => [Induction(), Duplicate(), Lookup()];
}
