using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Judges;

/// <summary>The model that judges, embeds or sorts: the assertion's own, else the test's.</summary>
internal static class Graders
{
    private static readonly string[] s_hub = ["huggingface:", "hf:"];

    /// <summary>The model's name for <see cref="Answers.IModels"/>; null where none is named.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="role">text, embedding or classification: which one is meant where several are named.</param>
    /// <exception cref="HeedException">It does not run on this machine.</exception>
    public static string? Find(AssertionContext context, string role)
    {
        JsonElement grader = context.Assertion.Grader.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? context.Case.Options.Grader : context.Assertion.Grader;
        return Id(context, grader, role) is { } id ? Local(context, id) : null;
    }

    private static string? Id(AssertionContext context, JsonElement grader, string role)
    {
        if (grader.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (grader.ValueKind == JsonValueKind.String) return grader.GetString();
        if (grader.ValueKind != JsonValueKind.Object) throw context.Error($"expected a provider such as heed:NAME to judge by; got {JsonText.Kind(grader)}.");
        if (grader.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String) return id.GetString();
        string[] roles = ["text", "embedding", "classification", "moderation"];
        if (grader.EnumerateObject().Any(member => roles.Contains(member.Name)))
            return grader.TryGetProperty(role, out JsonElement own) ? Id(context, own, role) : null;
        // {openai:gpt-4: {config…}}
        return grader.EnumerateObject().Select(member => member.Name).FirstOrDefault();
    }

    private static string Local(AssertionContext context, string id)
    {
        if (id.StartsWith("heed:", StringComparison.Ordinal)) return Place(context, id["heed:".Length..]);
        // huggingface:task:ORG/NAME is a repository that may have been fetched.
        if (s_hub.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal))) return id[(id.LastIndexOf(':') + 1)..];
        int colon = id.IndexOf(':');
        if (colon < 2 || id.AsSpan(0, colon).ContainsAny('/', '\\', '.')) return Place(context, id);
        throw context.Error($"{id} does not run on this machine. Name a judge that does: provider: heed:NAME.", unsupported: true);
    }

    // A folder is named from the configuration's own.
    private static string Place(AssertionContext context, string name)
        => name.Length > 0 && Path.Combine(context.Folder, name) is var path && Path.Exists(path) ? path : name;
}
