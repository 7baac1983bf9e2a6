using Heed.Prompts.Configs.Nodes;
using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>Values of assertions: variables are put into texts and into the texts of a list, and what <c>file://</c> names is read.</summary>
internal static class AssertionValues
{
    private const string File = "file://";

    private static readonly string[] s_code = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".py", ".rb"];

    /// <summary>The value as its kind sees it; undefined where there is none.</summary>
    /// <exception cref="HeedException">A template is malformed, or a file is missing or of another kind.</exception>
    public static JsonElement Read(PlannedAssertion assertion, AssertionContext context) => assertion.Value.ValueKind switch
    {
        JsonValueKind.String => Text(assertion, assertion.Value.GetString()!, context),
        JsonValueKind.Array when assertion.Value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String) => List(assertion, context),
        _ => assertion.Value,
    };

    /// <summary>Whether a text names a file.</summary>
    public static bool IsFile(string text) => text.StartsWith(File, StringComparison.Ordinal);

    /// <summary>What a <c>file://</c> text names: of .json and .yaml the value, of .txt the trimmed text.</summary>
    /// <exception cref="HeedException">It is missing, or of another kind.</exception>
    public static JsonElement ReadFile(PlannedAssertion assertion, string text, string folder)
    {
        string name = text[File.Length..], path = Path.GetFullPath(Path.Combine(folder, name)), kind = TextCase.Lower(Path.GetExtension(path));
        // file://code.py:function
        if (s_code.Any(end => name.Contains(end + ":", StringComparison.Ordinal)) || s_code.Contains(kind))
            throw AssertionResults.Error(assertion, $"{name} is code, which Heed does not run. Write it as a line of JavaScript.", unsupported: true);
        if (kind is not (".json" or ".yaml" or ".yml" or ".txt"))
            throw AssertionResults.Error(assertion, $"expected a file of .json, .yaml, .yml or .txt; got {name}.");
        string content = Content(assertion, name, path);
        if (kind == ".txt") return JsonText.Of(content.Trim());
        if (kind != ".json") return YamlNodes.Read(content, path).ToJson();
        return StrictJson.TryParse(content, out JsonElement value) ? value : throw AssertionResults.Error(assertion, $"{path}: expected JSON.");
    }

    private static JsonElement Text(PlannedAssertion assertion, string text, AssertionContext context)
        => IsFile(text) ? ReadFile(assertion, text, context.Folder)
            : JsonText.Of(PromptTemplates.RenderText(text, context.Vars, context.Environment));

    private static JsonElement List(PlannedAssertion assertion, AssertionContext context) => JsonText.Build(json =>
    {
        json.WriteStartArray();
        foreach (JsonElement item in assertion.Value.EnumerateArray())
            (item.ValueKind == JsonValueKind.String ? Text(assertion, item.GetString()!, context) : item).WriteTo(json);
        json.WriteEndArray();
    });

    private static string Content(PlannedAssertion assertion, string name, string path)
    {
        try
        {
            return TextFile.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{assertion.Place}: {assertion.Type}: {name} cannot be read ({error.Message}).", error);
        }
    }
}
