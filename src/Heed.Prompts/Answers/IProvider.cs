using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Answers;

/// <summary>Answers prompts. Safe for several threads.</summary>
public interface IProvider
{
    /// <summary>What decides its answers beside the prompt: two with equal identities answer alike, bit by bit. Null where answers must not be kept.</summary>
    /// <exception cref="HeedException">There is no such model, or a parameter is wrong.</exception>
    ProviderIdentity? Identity { get; }

    /// <summary>Answers a prompt.</summary>
    /// <param name="prompt">A text, or a JSON list of messages.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">It cannot be answered.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Answer Ask(string prompt, CancellationToken cancellation);

    /// <summary>The provider of a plan.</summary>
    /// <exception cref="HeedException">It is none of this machine, or a parameter is wrong.</exception>
    static IProvider Of(PlannedProvider planned, JsonElement promptConfig, IModels models)
        => planned.Unsupported is { } reason ? throw new HeedException($"UNSUPPORTED: {reason}")
            : planned.Model is { } model ? new ModelProvider(models, model, ModelParameters.Read(planned.Config, promptConfig, planned.Id))
            : planned.Id == EchoProvider.Name ? new EchoProvider()
            : throw new HeedException($"provider '{planned.Id}': expected echo or a model of this machine, such as heed:tiny-decoder.");
}
