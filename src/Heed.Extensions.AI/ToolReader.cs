using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI;

/// <summary>Describes tools in the form that chat templates read: JSON schemas of functions.</summary>
internal static class ToolReader
{
    /// <summary>The tools of a call; null for none.</summary>
    /// <exception cref="HeedException">A tool is no function, or the model is to be forced to call one.</exception>
    public static IReadOnlyList<object?>? Read(ChatOptions options)
    {
        if (options.ToolMode is RequiredChatToolMode)
            throw Refused.Of("ToolMode", "a model may call a tool, but cannot be made to. Leave it out, or choose Auto");
        if (options.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode) return null;
        if (options.AllowMultipleToolCalls is false)
            throw Refused.Of("AllowMultipleToolCalls", "how many tools a model calls is up to it. Leave it out");
        return [.. tools.Select(Describe)];
    }

    private static object? Describe(AITool tool)
    {
        if (tool is not AIFunctionDeclaration function)
            throw new HeedException(
                $"tools: expected functions; got {tool?.GetType().Name ?? "null"}. Nothing is hosted here: leave it out.");
        return new Dictionary<string, object?>
        {
            ["type"] = "function",
            ["function"] = new Dictionary<string, object?>
            {
                ["name"] = function.Name,
                ["description"] = function.Description,
                ["parameters"] = function.JsonSchema,
            },
        };
    }
}
