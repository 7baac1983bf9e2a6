using Heed.Prompts.Configs.Nodes;

namespace Heed.Prompts.Configs.Tests;

/// <summary>One value of a variable.</summary>
/// <param name="Node">The value.</param>
/// <param name="Unsupported">Why Heed cannot read what it stands for; null where it can.</param>
internal readonly record struct VariableValue(ConfigNode Node, string? Unsupported = null);
