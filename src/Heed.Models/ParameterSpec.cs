namespace Heed.Models;

/// <summary>A weight a blueprint asks for.</summary>
/// <param name="Name">Our name, such as <c>blocks.0.attn.qkv.weight</c>.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Start">How it starts in a fresh model.</param>
/// <param name="Use">What reads it.</param>
public sealed record ParameterSpec(string Name, int[] Shape, ParameterStart Start, ParameterUse Use = ParameterUse.Vector);

/// <summary>What reads a weight.</summary>
public enum ParameterUse
{
    /// <summary>Norms, biases and other small things, as float32.</summary>
    Vector,

    /// <summary>Lookups of rows, and the head that is tied to them.</summary>
    Table,

    /// <summary>A linear map.</summary>
    Map,
}

/// <summary>What a fresh weight holds.</summary>
public enum ParameterStart
{
    /// <summary>0.</summary>
    Zero,

    /// <summary>1.</summary>
    One,

    /// <summary>Normal numbers with the blueprint's deviation.</summary>
    Normal,

    /// <summary>Normal, the deviation divided by √(2L): maps that write into the residual stream (Radford et al. 2019).</summary>
    ResidualNormal,

    /// <summary>
    /// sin and cos (Vaswani et al. 2017) with the deviation of <see cref="Normal"/>, wavelengths from 2π to two and a half tables: neighbours are related
    /// by one rotation from the start, so that heads that look a fixed way back form early, and no wave is longer than the window needs.
    /// </summary>
    Sinusoidal,
}
