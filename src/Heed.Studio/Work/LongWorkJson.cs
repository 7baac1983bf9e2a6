using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Studio.Safety;

namespace Heed.Studio.Work;

/// <summary>What long work sends as JSON beside its result.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WorkProgress))]
[JsonSerializable(typeof(Failure))]
internal sealed partial class LongWorkJson : JsonSerializerContext;
