namespace Heed.Lens.Planted;

/// <summary>An edge that a planted circuit answers through.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="Head">Head.</param>
/// <param name="Query">Query row.</param>
/// <param name="Key">The key it must attend to.</param>
/// <param name="Why">What is fetched there.</param>
public sealed record PlantedEdge(int Layer, int Head, int Query, int Key, string Why);
