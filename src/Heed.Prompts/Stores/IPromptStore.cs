using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Stores;

/// <summary>Versions, labels and traces of one store.</summary>
public interface IPromptStore : ITraceStore, IVersionStore
{
    /// <summary>Where it is, for messages; without a password.</summary>
    string Address { get; }

    /// <summary>The secret of this store that redacted texts are hashed with, made when it is first asked for; 32 bytes.</summary>
    /// <exception cref="HeedException">The store cannot be written.</exception>
    byte[] Salt();
}
