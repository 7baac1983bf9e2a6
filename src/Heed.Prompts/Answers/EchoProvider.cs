namespace Heed.Prompts.Answers;

/// <summary>Says the prompt again.</summary>
public sealed class EchoProvider : IProvider
{
    /// <summary>What it is called in files.</summary>
    public const string Name = "echo";

    /// <inheritdoc/>
    public ProviderIdentity? Identity => null;

    /// <inheritdoc/>
    public Answer Ask(string prompt, CancellationToken cancellation) => new(prompt);
}
