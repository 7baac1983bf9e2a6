namespace Heed.Models.Families;

/// <summary>The classes of a configuration.</summary>
internal static class LabelNames
{
    /// <summary>How many: <c>num_labels</c>, or as many as <c>id2label</c> names; 2 where neither is there.</summary>
    public static int Count(ConfigReader config)
    {
        int labels = config.OptionalInteger("num_labels", least: 1) ?? config.CountOf("id2label");
        return labels > 0 ? labels : 2;
    }
}
