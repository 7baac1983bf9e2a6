using System.Globalization;
using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>The classes of a configuration.</summary>
internal static class LabelNames
{
    private static readonly (string Name, ProblemKind Problem)[] s_problems =
    [
        ("single_label_classification", ProblemKind.SingleLabel), ("multi_label_classification", ProblemKind.MultiLabel),
            ("regression", ProblemKind.Regression),
    ];

    /// <summary>How many: <c>num_labels</c>, or as many as <c>id2label</c> names; 2 where neither is there.</summary>
    public static int Count(ConfigReader config)
    {
        int labels = config.OptionalInteger("num_labels", least: 1) ?? config.CountOf("id2label");
        return labels > 0 ? labels : 2;
    }

    /// <summary>Their names, <c>LABEL_0</c> … where the configuration has none.</summary>
    public static ClassLabels Read(ConfigReader config, int count)
    {
        ConfigReader? names = config.Object("id2label");
        string problem = config.Text("problem_type", count == 1 ? "regression" : "single_label_classification");
        config.Require(s_problems.Any(known => known.Name == problem), "problem_type",
            string.Join(", ", s_problems.Select(known => known.Name)));
        return new ClassLabels(
            [.. Enumerable.Range(0, count).Select(i => names?.Text(i.ToString(CultureInfo.InvariantCulture), "") is { Length: > 0 } name
                ? name : $"LABEL_{i}")],
            s_problems.First(known => known.Name == problem).Problem);
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public static void Write(Utf8JsonWriter json, ClassLabels labels)
    {
        json.WriteStartObject("id2label");
        for (int i = 0; i < labels.Names.Count; i++) json.WriteString(i.ToString(CultureInfo.InvariantCulture), labels.Names[i]);
        json.WriteEndObject();
        json.WriteStartObject("label2id");
        foreach ((string name, int i) in labels.Names.Select((name, i) => (name, i))
            .DistinctBy(label => label.name)) json.WriteNumber(name, i);
        json.WriteEndObject();
        json.WriteString("problem_type", s_problems.First(known => known.Problem == labels.Problem).Name);
    }
}
