namespace Heed.Prompts.Comparisons;

/// <summary>Verdicts as programs read them.</summary>
public static class PreferenceNames
{
    /// <summary><c>better</c>, <c>worse</c>, <c>inconclusive</c>, <c>needs_one_run</c> or <c>too_few</c>.</summary>
    public static string Name(this Preference verdict) => verdict switch
    {
        Preference.Better => "better",
        Preference.Worse => "worse",
        Preference.Inconclusive => "inconclusive",
        Preference.NeedsOneRun => "needs_one_run",
        _ => "too_few",
    };
}
