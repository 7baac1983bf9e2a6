using System.Security.Cryptography;
using System.Text;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Prompts;

/// <summary>A prompt that was read, or why it cannot be run.</summary>
/// <param name="Planned">The prompt.</param>
/// <param name="Unsupported">Why Heed cannot run it; null where it can.</param>
internal sealed record PromptDraft(PlannedPrompt Planned, string? Unsupported = null)
{
    /// <summary>A prompt whose id is that of its label.</summary>
    public static PromptDraft Of(string raw, string label)
        => new(new PlannedPrompt(raw, label) { Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(label))) });
}
