using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Cost;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CostRequest))]
[JsonSerializable(typeof(CostAnswer))]
[JsonSerializable(typeof(TimesAnswer))]
[JsonSerializable(typeof(KnownShapeAnswer[]))]
internal sealed partial class CostJson : JsonSerializerContext;
