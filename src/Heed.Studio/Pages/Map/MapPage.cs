using System.Text.Json.Serialization.Metadata;
using Heed.Lens.Maps;
using Heed.Studio.Models;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Heed.Studio.Pages.Map;

/// <summary>The whole plane of queries and keys of any head: the maps are made once and kept, then looked at in tiles, rows and columns.</summary>
internal sealed class MapPage : IStudioPage
{
    private const int Texts = 4, MostTokens = 4096, MostPlaces = 5000;

    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => MapJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        var shelf = new MapShelf(Texts, MapStorage.UsualBudget);
        api.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(shelf.Dispose);
        api.MapPost("/map", (MapRequest request, ModelShelf models, StudioOptions options, HttpContext context) =>
            LongWork.Run((progress, cancellation) => new MapWork(models, options, shelf).Make(request, progress, cancellation), MapJson.Default.MapAnswer, context))
            .WithName("map").WithSummary("Reads a text once and keeps the maps of its attention: progress, then what there is to look at, as server-sent events.")
            .Produces<MapAnswer>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        Kept(api.MapGet("/map/{id}/tile", (string id, int layer, int head, int level, int row, int column, string? what, HttpContext context)
            => Look(shelf, id, context, kept =>
            TileBytes.Of(shelf.Pyramids.Cells(kept.Layer(layer), head, level, row, column, context.RequestAborted), IsMean(what)))), "mapTile",
            "A tile of cells: the largest weight or the mean of each. Rows, columns, and whether nothing is allowed (int32 each), then float32; "
            + "−1 where nothing is allowed.");
        Kept(api.MapGet("/map/{id}/row", (string id, int layer, int head, int query, HttpContext context) => Look(shelf, id, context, kept =>
            TileBytes.Of(kept.Layer(layer).Row(head, query)))), "mapRow", "The exact weights of one query over all keys, float32.");
        Kept(api.MapGet("/map/{id}/column", (string id, int layer, int head, int key, HttpContext context) => Look(shelf, id, context, kept =>
            TileBytes.Of(kept.Layer(layer).Column(head, key)))), "mapColumn", "The exact weights of all queries to one key, float32.");
        api.MapGet("/map/{id}/tokens", (string id, int first, int count) => shelf.Find(id) is { } kept ? Results.Ok(Tokens(kept, first, count)) : Gone())
            .WithName("mapTokens").WithSummary("Some tokens of the text.").Produces<MapTokens>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status410Gone);
        api.MapGet("/map/{id}/places", (string id, string word) => shelf.Find(id) is { } kept ? Results.Ok(Places(kept, word)) : Gone())
            .WithName("mapPlaces").WithSummary("Where some words stand.").Produces<MapPlaces>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status410Gone);
    }

    private static void Kept(RouteHandlerBuilder route, string name, string summary)
        => route.WithName(name).WithSummary(summary).Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status410Gone);

    private static IResult Look(MapShelf shelf, string id, HttpContext context, Func<KeptMaps, byte[]> look)
    {
        context.RequestAborted.ThrowIfCancellationRequested();
        if (shelf.Find(id) is not { } kept) return Gone();
        try
        {
            byte[] bytes = look(kept);
            context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
            return Results.Bytes(bytes, "application/octet-stream");
        }
        catch (ObjectDisposedException)
        {
            return Gone();
        }
    }

    private static IResult Gone() => Results.Problem(
        "These maps are no longer kept: the studio was started again, or looked at other texts since. Ask for the maps of the text again; this page does so "
        + "by itself.",
        statusCode: StatusCodes.Status410Gone, title: "No longer kept");

    private static bool IsMean(string? what) => what switch
    {
        null or "largest" => false,
        "mean" => true,
        _ => throw new HeedException($"what: expected largest or mean; got '{what}'."),
    };

    private static MapTokens Tokens(KeptMaps kept, int first, int count)
    {
        int all = kept.Read.Length;
        if ((uint)first >= (uint)all) throw new HeedException($"first: expected a token from 0 to {all - 1}; got {first}.");
        if (count is < 1 or > MostTokens) throw new HeedException($"count: expected 1 to {MostTokens} tokens; got {count}.");
        return new MapTokens(first, [.. Enumerable.Range(first, Math.Min(count, all - first)).Select(kept.Read.Show)]);
    }

    private static MapPlaces Places(KeptMaps kept, string word)
    {
        IReadOnlyList<int> tokens = kept.Read.Places(word, MostPlaces + 1);
        return new MapPlaces(word, [.. tokens.Take(MostPlaces)], tokens.Count > MostPlaces);
    }
}
