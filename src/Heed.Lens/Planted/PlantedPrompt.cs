namespace Heed.Lens.Planted;

/// <summary>A prompt of a planted circuit, with the truth about it.</summary>
/// <param name="Ids">The tokens; the answer follows the last one.</param>
/// <param name="Answer">The token the model must give.</param>
/// <param name="Key">The token that the answer is read from by the last layer.</param>
/// <param name="Edges">Every edge that matters, top layer first; to cut any other one changes next to nothing.</param>
public sealed record PlantedPrompt(int[] Ids, int Answer, int Key, IReadOnlyList<PlantedEdge> Edges);
