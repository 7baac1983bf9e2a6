using System.Text.Json;

namespace Heed.Prompts.Answers;

/// <summary>What decides a provider's answers beside the prompt.</summary>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="ModelHash">sha256 over its weights and configuration.</param>
/// <param name="TokenizerHash">sha256 over its tokenizer.</param>
/// <param name="Parameters">How it is asked: an object.</param>
/// <param name="Seed">The seed of the draws.</param>
public sealed record ProviderIdentity(string Model, string ModelHash, string TokenizerHash, JsonElement Parameters, ulong Seed);
