using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>A family of models as Hugging Face writes them: data, no arithmetic. How its config.json becomes a <see cref="Blueprint"/>, and how its weights are called.</summary>
internal interface IModelFamily
{
    /// <summary>The <c>model_type</c> of its configurations.</summary>
    string ModelType { get; }

    /// <summary>The <c>architectures</c> it reads, and the head each has.</summary>
    IReadOnlyDictionary<string, ModelHead> Architectures { get; }

    /// <summary>How its files lay linear maps.</summary>
    WeightLayout Layout => WeightLayout.OutputByInput;

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="HeedException">A field is missing, has a value Heed does not support, or contradicts another.</exception>
    Blueprint Read(ConfigReader config, ModelHead head);

    /// <summary>Writes the fields that <see cref="Read"/> reads, and what their libraries need besides.</summary>
    void Write(Utf8JsonWriter json, Blueprint blueprint);

    /// <summary>What it calls the weights of a model.</summary>
    WeightNames Names(Blueprint blueprint);

    /// <summary>Whether a tensor of theirs that we do not ask for is one their files carry without need (a buffer, a tied copy).</summary>
    bool IsSurplus(string weight, Blueprint blueprint);
}
