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
    /// <param name="planned">As the plan has it.</param>
    /// <param name="promptConfig">The prompt's own parameters; undefined for none.</param>
    /// <param name="models">Lends models.</param>
    /// <param name="repeat">Which repeat of the test it answers, from 0: each draws by a seed of its own, where anything is drawn.</param>
    /// <exception cref="HeedException">It is none of this machine, or a parameter is wrong.</exception>
    static IProvider Of(PlannedProvider planned, JsonElement promptConfig, IModels models, int repeat = 0)
        => planned.Unsupported is { } reason ? throw new HeedException($"UNSUPPORTED: {reason}")
            : planned.Model is { } model ? new ModelProvider(models, model, ModelParameters.Read(planned.Config, promptConfig, planned.Id).Repeated(repeat, models.Load(model)))
            : planned.Id == EchoProvider.Name ? new EchoProvider()
            : throw new HeedException($"provider '{planned.Id}': expected echo or a model of this machine, such as heed:tiny-decoder.");
}
