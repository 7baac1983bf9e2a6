using System.Diagnostics;
using Heed.Models.Hub;

namespace Heed.Cli.Rendering;

/// <summary>Progress on standard error: one line that moves on a terminal, one line a finished file elsewhere.</summary>
internal sealed class PullProgressLine
{
    private readonly bool _moves = !Console.IsErrorRedirected;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private int _shown;

    /// <summary>Shows how far a file is.</summary>
    public void Show(PullProgress progress)
    {
        if (progress.IsDone) Line($"{progress.File}  {ByteCount.Text(progress.Size)}", end: true);
        else if (_moves && _sinceShown.ElapsedMilliseconds >= 100)
            Line($"{progress.File}  {ByteCount.Text(progress.Received)} of {ByteCount.Text(progress.Size)}, {100 * progress.Received / Math.Max(1, progress.Size)} %", end: false);
    }

    private void Line(string text, bool end)
    {
        // Blanks over what a longer line left.
        Console.Error.Write(_moves ? "\r" + text.PadRight(_shown) : text);
        if (end) Console.Error.WriteLine();
        _shown = end ? 0 : text.Length;
        _sinceShown.Restart();
    }
}
