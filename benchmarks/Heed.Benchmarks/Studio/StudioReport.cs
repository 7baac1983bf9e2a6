namespace Heed.Benchmarks;

/// <summary>What the studio does in a real browser.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Browser">Which browser.</param>
/// <param name="FirstPaint">From asking for the page to the first contentful paint; fresh servers, fresh browser profiles.</param>
/// <param name="Drawn">The same to the first sentence with its attention, models loaded on the way.</param>
/// <param name="Keys">From a key press to the paint of the new attention.</param>
/// <param name="MapTokens">Tokens of the map.</param>
/// <param name="MapMade">From asking for the map to its first tile.</param>
/// <param name="Tiles">From asking for a tile to its being drawn, while zooming and panning.</param>
/// <param name="Jumps">The same after jumps to where nothing was looked at before.</param>
/// <param name="Screens">Looks at the map during the tour, and how many of them showed a gap.</param>
/// <param name="Gaps">Those with a gap.</param>
/// <param name="HeapBefore">Bytes of JavaScript's heap with the map just opened, after a collection.</param>
/// <param name="HeapAfter">The same after the tour.</param>
/// <param name="ScriptBytes">JavaScript of all pages, compressed as sent.</param>
internal sealed record StudioReport(
    MachineDescription Machine, string Browser, Samples FirstPaint, Samples Drawn, IReadOnlyList<StudioKeyRow> Keys, int MapTokens, double MapMade, StudioTileTimes Tiles,
    StudioTileTimes Jumps, int Screens, int Gaps, long HeapBefore, long HeapAfter, long ScriptBytes);
