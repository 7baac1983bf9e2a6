using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages;

/// <summary>What a page of the studio asks the server for. A new page is one of these, and one in the front end.</summary>
public interface IStudioPage
{
    /// <summary>How its requests and answers become JSON.</summary>
    IJsonTypeInfoResolver Json { get; }

    /// <summary>Adds its endpoints.</summary>
    /// <param name="api">Everything under <c>/api</c>.</param>
    void Map(IEndpointRouteBuilder api);
}
