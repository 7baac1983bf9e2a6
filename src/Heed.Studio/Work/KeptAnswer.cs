namespace Heed.Studio.Work;

/// <summary>An answer that took a while, for a <see cref="Shelf{TKey, T}"/>; there is nothing in it to give back.</summary>
/// <param name="Answer">The answer.</param>
internal sealed record KeptAnswer<T>(T Answer) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() { }
}
