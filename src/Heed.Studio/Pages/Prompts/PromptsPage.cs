using System.Text.Json.Serialization.Metadata;
using Heed.Studio.Pages.Prompts.Comparisons;
using Heed.Studio.Pages.Prompts.Runs;
using Heed.Studio.Pages.Prompts.Traces;
using Heed.Studio.Pages.Prompts.Versions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Heed.Studio.Pages.Prompts;

/// <summary>
/// What a store holds: runs case by case, variants beside each other and why they part, versions with what changed, traces that can be searched.
/// </summary>
internal sealed class PromptsPage : IStudioPage
{
    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => PromptsJson.Default;

    /// <inheritdoc/>
    public void Add(IServiceCollection services) => services.AddSingleton<StudioStore>();

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        IEndpointRouteBuilder prompts = api.MapGroup("/prompts");
        RunEndpoints.Map(prompts);
        ComparisonEndpoints.Map(prompts);
        VersionEndpoints.Map(prompts);
        TraceEndpoints.Map(prompts);
    }
}
