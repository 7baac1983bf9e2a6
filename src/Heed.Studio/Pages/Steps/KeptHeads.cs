using Heed.Lens.Steps;
using Heed.Models;
using Heed.Studio.Work;

namespace Heed.Studio.Pages.Steps;

/// <summary>The heads that were looked at last, so that a score that is dragged needs no new run of the text.</summary>
internal sealed class KeptHeads
{
    private const int Most = 6;

    private readonly Shelf<(LanguageModel Model, string Text, int Layer, int Head, int? At), Kept> _kept = new(Most);

    /// <summary>A head's steps. They are managed memory and safe for several threads, so that they may outlive their place on the shelf.</summary>
    public HeadSteps Of(ShownHead head)
        => _kept.Use((head.Model, head.Read.Text, head.Layer, head.Head, head.At),
            () => new Kept(HeadSteps.Of(head.Model, head.Read.Text, head.Layer, head.Head, head.At)), kept => kept.Steps, CancellationToken.None);

    private sealed record Kept(HeadSteps Steps) : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
