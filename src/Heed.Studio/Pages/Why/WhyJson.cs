using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Studio.Pages.Why;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WhyRequest))]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(WhyAnswersRequest))]
[JsonSerializable(typeof(WhyAnswersAnswer))]
[JsonSerializable(typeof(WhyHeadsAnswer))]
[JsonSerializable(typeof(WhyPairRequest))]
[JsonSerializable(typeof(WhyPairAnswer))]
[JsonSerializable(typeof(WhyAgainstRequest))]
[JsonSerializable(typeof(WhyAgainstAnswer))]
internal sealed partial class WhyJson : JsonSerializerContext;
