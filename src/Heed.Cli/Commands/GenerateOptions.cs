using System.CommandLine;
using Heed.Models.Generation;
using Heed.Models.Tasks;

namespace Heed.Cli.Commands;

/// <summary>The options of <c>heed generate</c> that say how tokens are chosen.</summary>
internal sealed class GenerateOptions
{
    private readonly Option<int?> _max = new("--max")
        { Description = "The most tokens to make; 64 unless the model's folder says otherwise." };
    private readonly Option<float?> _temperature = new("--temperature")
        { Description = "0 takes the likeliest token; higher values vary more." };
    private readonly Option<int?> _topK = new("--top-k") { Description = "Draw from the k likeliest tokens; 0: all." };
    private readonly Option<float?> _topP = new("--top-p")
        { Description = "Draw from the likeliest tokens that reach this probability together." };
    private readonly Option<float?> _minP = new("--min-p")
        { Description = "Draw from tokens with at least this share of the likeliest one's probability." };
    private readonly Option<float?> _penalty = new("--repetition-penalty")
        { Description = "Above 1: tokens that are in the text already become less likely." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _stop = new("--stop") { Description = "End before this text; may be given several times." };
    private readonly Option<int?> _beams = new("--beams")
        { Description = "Search for the likeliest text with so many at a time; 1: token by token." };
    private readonly Option<float?> _lengthPenalty = new("--length-penalty") { Description = "Of beams: above 0 long texts gain." };
    private readonly Option<bool> _truncate = new("--truncate")
        { Description = "Cut a prompt that is longer than the model's window, rather than refuse it." };

    private readonly Option<string> _cache = new("--cache")
    {
        Description = "How keys and values of the tokens seen are stored: float32, or float16 or bfloat16, which take half the memory.",
        DefaultValueFactory = _ => "float32",
    };

    private static readonly Dictionary<string, ElementType> s_caches = new(StringComparer.Ordinal)
    {
        ["float32"] = ElementType.Float32, ["float16"] = ElementType.Float16, ["bfloat16"] = ElementType.BFloat16,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_max, _temperature, _topK, _topP, _minP, _penalty, _seed, _stop, _beams, _lengthPenalty, _truncate, _cache];

    /// <summary>What the folder asks for, and over it what the command line does.</summary>
    public TextOptions Read(ParseResult result, TextOptions folder)
    {
        SamplingOptions sampling = folder.Sampling with { Seed = result.GetValue(_seed) };
        BeamOptions? beams = folder.Beams;
        if (result.GetValue(_temperature) is { } temperature)
        {
            sampling = temperature == 0 ? SamplingOptions.Greedy with { Seed = sampling.Seed, RepetitionPenalty = sampling.RepetitionPenalty }
                : sampling with { Temperature = temperature };
            if (temperature != 0) beams = null;
        }
        if (result.GetValue(_beams) is { } count)
        {
            beams = (beams ?? new BeamOptions()) with { Beams = count };
            if (result.GetValue(_temperature) is null) sampling = SamplingOptions.Greedy;
        }
        sampling = sampling with
        {
            TopK = result.GetValue(_topK) ?? sampling.TopK,
            TopP = result.GetValue(_topP) ?? sampling.TopP,
            MinP = result.GetValue(_minP) ?? sampling.MinP,
            RepetitionPenalty = result.GetValue(_penalty) ?? sampling.RepetitionPenalty,
        };
        sampling.Validate();
        if (sampling.Temperature == 0 && (sampling.TopK > 0 || sampling.TopP < 1 || sampling.MinP > 0))
            throw new HeedException(
                "top-k, top-p: they choose among drawn tokens, and temperature 0 draws none. "
                + "Give --temperature above 0, or leave them out. So does min-p.");
        if (result.GetValue(_lengthPenalty) is { } penalty)
            beams = beams is { Beams: > 1 } ? beams with { LengthPenalty = penalty }
                : throw new HeedException("length-penalty: it weighs beams, and there are none. Give --beams above 1.");
        return folder with
        {
            MaxTokens = result.GetValue(_max) ?? folder.MaxTokens,
            Sampling = sampling,
            Beams = beams,
            Stops = result.GetValue(_stop) ?? [],
            Truncate = result.GetValue(_truncate),
            Cache = s_caches.TryGetValue(result.GetValue(_cache)!, out ElementType cache) ? cache
                : throw new HeedException($"cache: expected {string.Join(", ", s_caches.Keys)}; got '{result.GetValue(_cache)}'."),
        };
    }
}
