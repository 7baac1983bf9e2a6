namespace Heed.Studio.Pages.Map;

/// <summary>The maps of a text, which are kept for a while under an id.</summary>
/// <param name="Id">What to ask tiles, rows, columns and tokens of. Nothing behind an id ever changes.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Tokens">T, both queries and keys.</param>
/// <param name="Window">How many tokens the model was made for.</param>
/// <param name="IsBeyondWindow">Whether the text is longer.</param>
/// <param name="AllLayers">L.</param>
/// <param name="Layers">The layers that are kept.</param>
/// <param name="Heads">Hq.</param>
/// <param name="Levels">Levels of the pyramid of tiles; at level n a cell is 2ⁿ × 2ⁿ weights, at the last one tile holds the whole plane.</param>
/// <param name="TileSide">Cells of a whole tile, and weights of a row of it at level 0.</param>
/// <param name="Masks">What each kept layer sees, such as <c>causal</c>.</param>
/// <param name="Bytes">What is kept.</param>
/// <param name="UnknownWords">Some words the model did not meet in training; empty where that is not known.</param>
public sealed record MapAnswer(
    string Id, string Model, int Tokens, int Window, bool IsBeyondWindow, int AllLayers, int[] Layers, int Heads, int Levels, int TileSide,
    string[] Masks, long Bytes, IReadOnlyList<string> UnknownWords);
