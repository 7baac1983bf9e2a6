using Heed.Models.Cost;

namespace Heed.Studio.Pages.Cost;

/// <summary>The measures of a decoder.</summary>
/// <param name="Layers">L.</param>
/// <param name="Width">M.</param>
/// <param name="Heads">Hq.</param>
/// <param name="KeyValueHeads">Hkv, a divisor of Hq.</param>
/// <param name="HeadSize">D.</param>
/// <param name="HiddenWidth">Width of the feed-forward layer.</param>
/// <param name="Vocabulary">V.</param>
/// <param name="MaxPositions">The longest text it was made for, in tokens.</param>
/// <param name="IsGated">Whether the feed-forward layer has a gate, with what goes with it: rotary positions, no biases.</param>
/// <param name="TiedHead">Whether logits come from the token embedding.</param>
/// <param name="Window">Tokens that each sees; null for all before it.</param>
public sealed record ShapeAnswer(
    int Layers, int Width, int Heads, int KeyValueHeads, int HeadSize, int HiddenWidth, int Vocabulary, int MaxPositions, bool IsGated, bool TiedHead = false,
    int? Window = null)
{
    /// <summary>As it is sent.</summary>
    internal static ShapeAnswer Of(CostShape shape) => new(
        shape.Layers, shape.Width, shape.Heads, shape.KeyValueHeads, shape.HeadSize, shape.HiddenWidth, shape.Vocabulary, shape.MaxPositions, shape.IsGated,
        shape.TiedHead, shape.Window);

    /// <summary>As it is counted.</summary>
    internal CostShape Shape() => new()
    {
        Layers = Layers, Width = Width, Heads = Heads, KeyValueHeads = KeyValueHeads, HeadSize = HeadSize, HiddenWidth = HiddenWidth, Vocabulary = Vocabulary,
        MaxPositions = MaxPositions, IsGated = IsGated, TiedHead = TiedHead, Window = Window,
    };
}
