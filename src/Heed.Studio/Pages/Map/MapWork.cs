using System.Security.Cryptography;
using System.Text;
using Heed.Lens;
using Heed.Lens.Maps;
using Heed.Lens.Positions;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Heed.Studio.Work;

namespace Heed.Studio.Pages.Map;

/// <summary>Makes the maps of a text, unless they are there.</summary>
internal sealed class MapWork(ModelShelf models, StudioOptions options, MapShelf shelf)
{
    /// <summary>The longest text: the run's time grows with the square of it.</summary>
    public const int MostTokens = 65_536;

    private const ulong ExampleSeed = 1;

    private const int UnknownWords = 12;

    /// <summary>Makes them.</summary>
    /// <exception cref="TooLargeException">The text is too long, or there is no room for its maps.</exception>
    /// <exception cref="HeedException">The request is wrong.</exception>
    public MapAnswer Make(MapRequest request, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        LanguageModel model = models.Get(request.Model);
        string text = TextOf(request);
        string id = Id(model.Name, request, text);
        if (shelf.Find(id) is { } there) return there.Answer;
        progress.Report(new WorkProgress(0, 0, "Reading the text"));
        ReadText read = ReadText.Of(model, text, request.Beyond);
        if (read.Length > MostTokens) throw new TooLargeException($"text: expected at most {MostTokens} tokens; got {read.Length}. Shorten it.");
        IReadOnlyList<MapPlan> plans = TextMaps.Plans(model, read, request.Layer);
        long bytes = plans.Sum(plan => plan.Bytes);
        if (bytes > MapStorage.UsualBudget)
            throw new TooLargeException(
                $"maps: keeping {plans.Count} layer(s) of {read.Length} tokens needs {bytes:N0} bytes; the studio keeps {MapStorage.UsualBudget:N0}. "
                + (request.Layer is null ? $"Choose a single layer ({plans.Max(plan => plan.Bytes):N0} bytes), or shorten the text." : "Shorten the text."));
        shelf.Making.Wait(cancellation);
        try
        {
            if (shelf.Find(id) is { } made) return made.Answer;
            shelf.MakeRoom(bytes);
            AttentionMaps maps = TextMaps.Of(model, read, request.Layer, progress: new Layers(progress, plans.Count), cancellation: cancellation);
            var answer = new MapAnswer(
                id, model.Name, read.Length, model.Transformer.Blueprint.MaxPositions, read.IsBeyondWindow, AttentionRows.Layers(model.Transformer.Blueprint),
                [.. maps.Select(map => map.Layer)], maps[0].Heads, maps[0].Levels, AttentionMap.TileSide, [.. maps.Select(map => map.MaskName)], bytes,
                [.. read.UnknownWords(model).Take(UnknownWords)]);
            shelf.Add(new KeptMaps(answer, read, maps));
            return answer;
        }
        finally
        {
            shelf.Making.Release();
        }
    }

    private string TextOf(MapRequest request)
    {
        if (request.Example is not { } tokens) return Limits.Text(request.Text, options);
        if (!string.IsNullOrEmpty(request.Text)) throw new HeedException("example: expected either a text or an example; got both. Leave one out.");
        if (tokens > MostTokens) throw new TooLargeException($"example: expected at most {MostTokens} tokens; got {tokens}. Ask for fewer.");
        return GeneratedText.Of(tokens, ExampleSeed);
    }

    private string Id(string model, MapRequest request, string text)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{shelf.Salt}\n{model}\n{request.Layer}\n{request.Beyond}\n{text}")).AsSpan(0, 16));

    private sealed class Layers(IProgress<WorkProgress> progress, int all) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new WorkProgress(value, all, "Layers read"));
    }
}
