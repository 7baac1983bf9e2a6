namespace Heed.Cli.Rendering;

/// <summary>A count on one line of standard error while something goes on, where that is a terminal.</summary>
/// <param name="what">What is counted.</param>
internal sealed class CountLine(string what) : IProgress<int>, IDisposable
{
    private readonly bool _shows = !Console.IsErrorRedirected;
    private bool _written;

    /// <inheritdoc/>
    public void Report(int value)
    {
        if (!_shows) return;
        Console.Error.Write($"\r{value} {what}");
        _written = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_written) Console.Error.Write("\r" + new string(' ', what.Length + 12) + "\r");
        _written = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
