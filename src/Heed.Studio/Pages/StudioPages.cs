namespace Heed.Studio.Pages;

/// <summary>All there are.</summary>
internal static class StudioPages
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IStudioPage> All { get; } =
    [
        new About.AboutPage(),
        new Sentence.SentencePage(),
        new Why.WhyPage(),
        new Map.MapPage(),
        new Heads.HeadsPage(),
        new Steps.StepsPage(),
        new Position.PositionPage(),
        new Cost.CostPage(),
        new Prompts.PromptsPage(),
    ];
}
