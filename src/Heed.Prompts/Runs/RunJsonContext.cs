using System.Text.Json.Serialization;

namespace Heed.Prompts.Runs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunHeader))]
[JsonSerializable(typeof(RowRecord))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
