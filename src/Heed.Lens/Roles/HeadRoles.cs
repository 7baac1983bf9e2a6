using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>Watches every head of a model on samples, and says what each does.</summary>
public static class HeadRoles
{
    /// <summary>Runs the samples through the model, one forward pass each; memory grows with the length of a sample, never with its square.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">One text each; <see cref="HeadSamples"/> makes them.</param>
    /// <param name="measures">Fresh measures; all of <see cref="HeadMeasures"/> where left out.</param>
    /// <param name="progress">Is told how many samples are done.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <returns>One profile a head, in the order of the pass.</returns>
    /// <exception cref="HeedException">A sample is no single text, does not fit the model, or its weights are no numbers.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<HeadProfile> Measure(
        Transformer model, IEnumerable<HeadSample> samples, IReadOnlyList<IHeadMeasure>? measures = null, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        measures ??= HeadMeasures.Of(model);
        IReadOnlyList<HeadPlace> places = HeadPlace.Of(model.Blueprint);
        foreach (IHeadMeasure measure in measures) measure.Prepare(places.Count, model.Blueprint.Heads);
        int done = 0;
        foreach (HeadSample sample in samples)
        {
            cancellation.ThrowIfCancellationRequested();
            if (sample.Batch.Batch != 1) throw new HeedException($"head sample: expected one text; got {sample.Batch.Batch}.");
            using var tape = new Tape(recording: false);
            model.Hidden(tape, sample.Batch, hook: new HeadWatch(sample, places, measures));
            progress?.Report(++done);
        }
        return [.. places.SelectMany((place, index) => Enumerable.Range(0, model.Blueprint.Heads).Select(head => Profile(place, index, head, measures)))];
    }

    private static HeadProfile Profile(HeadPlace place, int index, int head, IReadOnlyList<IHeadMeasure> measures)
    {
        var scores = new Dictionary<string, HeadScore>();
        var roles = new List<string>();
        foreach (IHeadMeasure measure in measures)
        {
            if (measure.Score(index, head) is not { } score) continue;
            scores.Add(measure.Name, score);
            if (measure.IsRole(score)) roles.Add(measure.Name);
        }
        return new HeadProfile(place, head, scores, roles);
    }
}
