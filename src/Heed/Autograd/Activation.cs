namespace Heed.Autograd;

/// <summary>Activation functions of feed-forward layers and heads.</summary>
public enum Activation
{
    /// <summary>xΦ(x), to 1.5e-7: "gelu".</summary>
    Gelu,

    /// <summary>The tanh approximation: "gelu_new", "gelu_pytorch_tanh".</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>xσ(x): "silu", "swish".</summary>
    Silu,
}
