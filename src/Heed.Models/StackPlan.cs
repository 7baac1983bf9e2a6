namespace Heed.Models;

/// <summary>A tower of blocks: a model has one, an encoder–decoder two.</summary>
/// <param name="Prefix">What the names of its weights and sites begin with: nothing, <c>encoder.</c> or <c>decoder.</c></param>
/// <param name="Layers">How many blocks.</param>
/// <param name="Direction">Which tokens a token sees.</param>
/// <param name="Crosses">Whether each block also attends to the encoder's result.</param>
internal readonly record struct StackPlan(string Prefix, int Layers, Direction Direction, bool Crosses)
{
    /// <summary>The encoder of an encoder–decoder.</summary>
    public static StackPlan Encoder(Blueprint blueprint)
        => new("encoder.", blueprint.EncoderLayers, Direction.Bidirectional, Crosses: false);

    /// <summary>What ends in the head: the only stack, or the decoder.</summary>
    public static StackPlan Main(Blueprint blueprint)
        => new(blueprint.HasEncoder ? "decoder." : "", blueprint.Layers, blueprint.Direction, blueprint.HasEncoder);

    /// <summary>All of them, in the order of the forward pass.</summary>
    public static IEnumerable<StackPlan> Of(Blueprint blueprint) => blueprint.HasEncoder ? [Encoder(blueprint), Main(blueprint)]
        : [Main(blueprint)];
}
