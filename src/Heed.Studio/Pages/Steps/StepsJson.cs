using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Lens.Steps;
using Heed.Lens.Steps.Demonstrations;

namespace Heed.Studio.Pages.Steps;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StepsRequest))]
[JsonSerializable(typeof(StepsAnswer))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(EditedHead))]
[JsonSerializable(typeof(TermsRequest))]
[JsonSerializable(typeof(NumberTerms))]
[JsonSerializable(typeof(MistakeRequest))]
[JsonSerializable(typeof(DemonstrationResult))]
internal sealed partial class StepsJson : JsonSerializerContext;
