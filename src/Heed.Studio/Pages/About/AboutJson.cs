using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.About;

/// <summary>What the page sends as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AboutAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
internal sealed partial class AboutJson : JsonSerializerContext;
