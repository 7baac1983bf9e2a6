namespace Heed.Studio.Pages;

/// <summary>All there are.</summary>
internal static class StudioPages
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IStudioPage> All { get; } = [new About.AboutPage(), new Sentence.SentencePage(), new Steps.StepsPage()];
}
