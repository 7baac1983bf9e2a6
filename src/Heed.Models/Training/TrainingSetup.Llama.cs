using Heed.Autograd;

namespace Heed.Models.Training;

internal sealed partial class TrainingSetup
{
    private const int HiddenMultiple = 8;

    /// <summary>A decoder of the Llama family: root mean square norms, rotary positions, gated feed-forward layers, grouped heads, no biases.</summary>
    private Blueprint Llama(int padding)
    {
        int headSize = _config.HeadSize > 0 ? _config.HeadSize : _config.Width / _config.Heads;
        // A gated layer has three matrices where a plain one has two: 8/3 of the width makes it as large (Shazeer 2020).
        int hidden = (8 * _config.Width / 3 + HiddenMultiple - 1) / HiddenMultiple * HiddenMultiple;
        return new Blueprint
        {
            VocabularySize = Tokenizer.VocabularySize,
            Width = _config.Width,
            Layers = _config.Layers,
            Heads = _config.Heads,
            KeyValueHeads = _config.KeyHeads,
            HeadSize = headSize,
            HiddenWidth = _config.Hidden > 0 ? _config.Hidden : hidden,
            MaxPositions = _config.Window,
            Direction = Direction.Causal,
            Norm = NormKind.RootMeanSquare,
            NormPlace = NormPlace.Before,
            NormEpsilon = 1e-5f,
            Activation = Activation.Silu,
            FeedForward = FeedForwardKind.Gated,
            Biases = MapBiases.None,
            Positions = PositionKind.Rotary,
            Attention = [new AttentionPlan { Rotary = new RotaryPlan(headSize, _config.RopeTheta) }],
            Head = ModelHead.Language,
            InitialDeviation = _config.Deviation,
            LookBack = _config.LookBack,
            StartToken = padding,
            EndToken = padding,
            PaddingToken = padding,
        };
    }
}
