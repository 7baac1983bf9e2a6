using System.Text.Json;

namespace Heed.Prompts.JsonSchemas;

/// <summary>A keyword of schemas.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Check">Refuses an argument that it does not take.</param>
/// <param name="Apply">Holds a value to it; null for those that only say something.</param>
internal sealed record SchemaKeyword(string Name, Action<SchemaChecker, JsonElement> Check, Action<SchemaRun, JsonElement>? Apply = null);
