using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Heads;

/// <summary>What the page sends and asks as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HeadsRequest))]
[JsonSerializable(typeof(HeadsAnswer))]
internal sealed partial class HeadsJson : JsonSerializerContext;
