using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Position;

/// <summary>What the page sends and asks as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PositionRequest))]
[JsonSerializable(typeof(PositionAnswer))]
internal sealed partial class PositionJson : JsonSerializerContext;
