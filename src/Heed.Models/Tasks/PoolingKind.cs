namespace Heed.Models.Tasks;

/// <summary>How the states of a text's tokens become one vector.</summary>
public enum PoolingKind
{
    /// <summary>The mean of all of them.</summary>
    Mean,

    /// <summary>The first one.</summary>
    First,

    /// <summary>The last one.</summary>
    Last,
}
