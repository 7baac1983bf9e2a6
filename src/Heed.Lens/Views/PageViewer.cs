namespace Heed.Lens.Views;

/// <summary>A view that can be used in a page that stands alone: its script, its styles and its numbers.</summary>
/// <param name="Script">JavaScript: shows the numbers in the element <c>heed-view</c>, and hides <c>heed-still</c>, the pictures for paper and for readers without scripts.</param>
/// <param name="Style">CSS.</param>
/// <param name="Json">The numbers, read by the script from the element <c>heed-data</c>.</param>
public sealed record PageViewer(string Script, string Style, string Json);
