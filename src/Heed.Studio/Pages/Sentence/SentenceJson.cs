using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Sentence;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SentenceRequest))]
[JsonSerializable(typeof(SentenceAnswer))]
internal sealed partial class SentenceJson : JsonSerializerContext;
