using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Studio.Pages.Prompts.Comparisons;
using Heed.Studio.Pages.Prompts.Runs;
using Heed.Studio.Pages.Prompts.Traces;
using Heed.Studio.Pages.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts;

/// <summary>What the page sends and is sent as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(MatrixRequest))]
[JsonSerializable(typeof(MatrixAnswer))]
[JsonSerializable(typeof(CellRequest))]
[JsonSerializable(typeof(CellAnswer))]
[JsonSerializable(typeof(ComparisonRequest))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(ReasonAnswer))]
[JsonSerializable(typeof(VersionsAnswer))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(VersionRequest))]
[JsonSerializable(typeof(VersionTextAnswer))]
[JsonSerializable(typeof(DiffRequest))]
[JsonSerializable(typeof(DiffAnswer))]
[JsonSerializable(typeof(TracesRequest))]
[JsonSerializable(typeof(TracesAnswer))]
[JsonSerializable(typeof(TraceRequest))]
[JsonSerializable(typeof(TraceAnswer))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(ReadAnswer))]
internal sealed partial class PromptsJson : JsonSerializerContext;
