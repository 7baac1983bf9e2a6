using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>A key with its value.</summary>
/// <param name="Name">The key.</param>
/// <param name="Place">Where the key stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigEntry(string Name, Place Place, ConfigNode Value);
