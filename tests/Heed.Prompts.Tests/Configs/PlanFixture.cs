using System.Text.Json;
using Heed.Prompts.Configs;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Configs;

/// <summary>A folder with a configuration and its files.</summary>
internal sealed class PlanFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes a file; folders of its path are made.</summary>
    public PlanFixture File(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        System.IO.File.WriteAllText(_folder.File(name), text);
        return this;
    }

    /// <summary>A path in the folder.</summary>
    public string At(string name) => _folder.File(name);

    /// <summary>Reads the configuration.</summary>
    public EvalPlan Read(string yaml, ConfigOverrides? overrides = null, string name = "promptfooconfig.yaml")
    {
        File(name, yaml);
        return ConfigReader.Read([At(name)], overrides ?? ConfigOverrides.None);
    }

    /// <summary>The message of what is wrong with it.</summary>
    public string Refused(string yaml, ConfigOverrides? overrides = null, string name = "promptfooconfig.yaml")
        => Assert.Throws<HeedException>(() => Read(yaml, overrides, name)).Message;

    /// <summary>Variables in short: <c>a=1 b=x</c>; texts plain, others as JSON.</summary>
    public static string Short(PlannedCase one) => string.Join(' ', one.Vars.Select(pair => $"{pair.Key}={Text(pair.Value)}"));

    /// <summary>A value in short.</summary>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    /// <summary>An assertion in short: <c>not-contains(0.5):x#metric</c>.</summary>
    public static string Short(PlannedAssertion one)
        => $"{(one.Not ? "not-" : "")}{one.Type}{(one.Threshold is { } t ? FormattableString.Invariant($"({t})") : "")}"
            + (one.Value.ValueKind == JsonValueKind.Undefined ? "" : ":" + Text(one.Value)) + (one.Metric is { } metric ? "#" + metric : "");

    public void Dispose() => _folder.Dispose();
}
