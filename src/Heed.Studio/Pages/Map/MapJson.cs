using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Map;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MapRequest))]
[JsonSerializable(typeof(MapAnswer))]
[JsonSerializable(typeof(MapTokens))]
[JsonSerializable(typeof(MapPlaces))]
internal sealed partial class MapJson : JsonSerializerContext;
