namespace Heed.Models.Cost;

/// <summary>What a model costs at one context length.</summary>
/// <param name="Context">T, tokens of each text; behind an encoder, of the source and of the answer each.</param>
/// <param name="Batch">B, texts side by side.</param>
/// <param name="IsBeyondWindow">Whether T exceeds what the model was made for: the costs are counted all the same.</param>
/// <param name="Prefill">Operations of reading the texts, logits of one row each included.</param>
/// <param name="Token">Operations of the next token of each text, behind T others; null for models that do not decode.</param>
/// <param name="CacheBytes">Keys and values of T tokens as <see cref="KeyValueCache"/> keeps them, every position of every layer, and a source's; 0 for
/// models that do not decode.</param>
/// <param name="RollingCacheBytes">The same where layers with a window keep only its positions, as <see cref="Heed.Cache.RollingCache"/> does.</param>
/// <param name="ScoreBytes">A naive program's scores of one layer in float32, B·Hq·T·T·4. Heed never holds them.</param>
public sealed record CostPoint(
    long Context, int Batch, bool IsBeyondWindow, OperationCount Prefill, OperationCount? Token, UInt128 CacheBytes, UInt128 RollingCacheBytes,
        UInt128 ScoreBytes);
