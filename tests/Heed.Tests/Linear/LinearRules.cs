using Heed.Linear;

namespace Heed.Tests.Linear;

/// <summary>A decay and a write rule, made from the arrays of one case.</summary>
internal unsafe interface ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
{
    /// <summary>Decays a token and head: 0, 1 or Dk.</summary>
    static abstract int DecayWidth(int keyWidth);

    static abstract bool HasBeta { get; }

    static abstract TDecay Decay(HeadView decay, HeadView gradient);

    static abstract TWrite Write(HeadView beta, HeadView gradient);
}

internal struct Plain : ILinearRule<NoDecay, AdditiveWrite>
{
    public static int DecayWidth(int keyWidth) => 0;
    public static bool HasBeta => false;
    public static NoDecay Decay(HeadView decay, HeadView gradient) => default;
    public static AdditiveWrite Write(HeadView beta, HeadView gradient) => default;
}

internal struct Scalar : ILinearRule<ScalarDecay, AdditiveWrite>
{
    public static int DecayWidth(int keyWidth) => 1;
    public static bool HasBeta => false;
    public static ScalarDecay Decay(HeadView decay, HeadView gradient) => new(decay, gradient);
    public static AdditiveWrite Write(HeadView beta, HeadView gradient) => default;
}

internal struct Gated : ILinearRule<KeyDecay, AdditiveWrite>
{
    public static int DecayWidth(int keyWidth) => keyWidth;
    public static bool HasBeta => false;
    public static KeyDecay Decay(HeadView decay, HeadView gradient) => new(decay, gradient);
    public static AdditiveWrite Write(HeadView beta, HeadView gradient) => default;
}

internal struct Delta : ILinearRule<NoDecay, DeltaWrite>
{
    public static int DecayWidth(int keyWidth) => 0;
    public static bool HasBeta => true;
    public static NoDecay Decay(HeadView decay, HeadView gradient) => default;
    public static DeltaWrite Write(HeadView beta, HeadView gradient) => new(beta, gradient);
}

internal struct GatedDelta : ILinearRule<ScalarDecay, DeltaWrite>
{
    public static int DecayWidth(int keyWidth) => 1;
    public static bool HasBeta => true;
    public static ScalarDecay Decay(HeadView decay, HeadView gradient) => new(decay, gradient);
    public static DeltaWrite Write(HeadView beta, HeadView gradient) => new(beta, gradient);
}

internal struct KeyGatedDelta : ILinearRule<KeyDecay, DeltaWrite>
{
    public static int DecayWidth(int keyWidth) => keyWidth;
    public static bool HasBeta => true;
    public static KeyDecay Decay(HeadView decay, HeadView gradient) => new(decay, gradient);
    public static DeltaWrite Write(HeadView beta, HeadView gradient) => new(beta, gradient);
}
