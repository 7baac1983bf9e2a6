using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>What Hugging Face configurations call activation functions.</summary>
internal static class ActivationNames
{
    private static readonly (string Name, Activation Activation)[] s_names =
    [
        ("gelu", Activation.Gelu), ("gelu_new", Activation.GeluTanh), ("gelu_pytorch_tanh", Activation.GeluTanh),
            ("gelu_fast", Activation.GeluTanh),
        ("gelu_python", Activation.Gelu), ("relu", Activation.Relu), ("tanh", Activation.Tanh), ("silu", Activation.Silu),
            ("swish", Activation.Silu),
    ];

    /// <summary>Reads a field.</summary>
    /// <exception cref="HeedException">The name is not known.</exception>
    public static Activation Read(ConfigReader config, string field, string otherwise) => Of(config, field, config.Text(field, otherwise));

    /// <summary>The activation of a name that stands in a field, or inside it.</summary>
    /// <exception cref="HeedException">The name is not known.</exception>
    public static Activation Of(ConfigReader config, string field, string name)
    {
        foreach ((string known, Activation activation) in s_names)
            if (known == name) return activation;
        throw new HeedException($"{config.File}: \"{field}\": Heed supports {string.Join(", ", s_names.Select(n => n.Name))}; got \"{name}\".") { IsUnsupported = true };
    }

    /// <summary>The name to write.</summary>
    public static string Of(Activation activation) => s_names.First(n => n.Activation == activation).Name;
}
