using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Heed.Studio.Pages;

/// <summary>What a page of the studio asks the server for. A new page is one of these, and one in the front end.</summary>
public interface IStudioPage
{
    /// <summary>How its requests and answers become JSON.</summary>
    IJsonTypeInfoResolver Json { get; }

    /// <summary>Adds what its endpoints need beside the models, made once for each studio and disposed with it; most need nothing.</summary>
    /// <param name="services">What the studio's endpoints may ask for.</param>
    void Add(IServiceCollection services) { }

    /// <summary>Adds its endpoints.</summary>
    /// <param name="api">Everything under <c>/api</c>.</param>
    void Map(IEndpointRouteBuilder api);
}
