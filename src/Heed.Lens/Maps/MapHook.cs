using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Maps;

/// <summary>Runs the chosen attentions itself, once, and keeps their maps. All room is taken before the run.</summary>
internal sealed unsafe class MapHook : IHook, IDisposable
{
    private readonly MapPlan[] _plans;
    private readonly MapMemory?[] _room; // null once a map owns it
    private readonly IProgress<int>? _progress;
    private readonly CancellationToken _cancellation;
    private AttentionMap?[] _maps;
    private int _done;

    /// <summary>Takes the room.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public MapHook(MapPlan[] plans, MapStorage storage, IProgress<int>? progress, CancellationToken cancellation)
    {
        (_progress, _cancellation) = (progress, cancellation);
        (_plans, _room, _maps) = (plans, new MapMemory[plans.Length], new AttentionMap[plans.Length]);
        try
        {
            for (int i = 0; i < plans.Length; i++) _room[i] = new MapMemory(plans[i].Floats, storage);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Tensor Visit(Tape tape, string site, Tensor value)
    {
        _cancellation.ThrowIfCancellationRequested();
        return value;
    }

    /// <inheritdoc/>
    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        string site = step.Site;
        int index = Array.FindIndex(_plans, plan => plan.Site == site);
        if (index < 0) return step.Run(mask, score, parameters);
        AttentionInputs inputs = step.Inputs;
        (HeadView q, int width) = (inputs.Queries, inputs.Values.Width);
        Tensor z = step.Tape.Allocate(q.Length, q.Heads * width);
        MapMemory room = _room[index]!;
        _room[index] = null;
        _maps[index] = AttentionMap.Keep(
            _plans[index], room, inputs, HeadView.Interleaved(z.Data, 1, q.Heads, q.Length, width, z.Columns), mask, score);
        _progress?.Report(++_done);
        return z;
    }

    /// <summary>Hands the maps over.</summary>
    public AttentionMap[] Take()
    {
        AttentionMap[] maps = [.. _maps.Select(map => map ?? throw new InvalidOperationException("A planned attention did not take place."))];
        _maps = [];
        return maps;
    }

    /// <summary>Gives back what nobody took.</summary>
    public void Dispose()
    {
        foreach (MapMemory? room in _room) room?.Dispose();
        foreach (AttentionMap? map in _maps) map?.Dispose();
    }
}
