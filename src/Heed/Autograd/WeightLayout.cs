namespace Heed.Autograd;

/// <summary>How the matrix of a linear map lies in memory.</summary>
public enum WeightLayout
{
    /// <summary>[in, out]: y = x·W. GPT-2.</summary>
    InputByOutput,

    /// <summary>[out, in]: y = x·Wᵀ. Most models, and embeddings used as the output map.</summary>
    OutputByInput,
}
