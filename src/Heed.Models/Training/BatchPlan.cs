namespace Heed.Models.Training;

/// <summary>
/// Which examples make up each step: a pure function of the step. Examples are drawn in pools, sorted by length and cut into batches of about as many tokens each,
/// so that little is filling; the batches of a pool come in random order.
/// </summary>
internal sealed class BatchPlan(IExampleSource source, int tokensPerBatch, int paddingToken, Direction direction, ulong seed, Func<int, double> level)
{
    private const int BatchesPerPool = 24;
    private int _pool = -1;
    private TrainingBatch[] _batches = [];

    /// <summary>The batch of a step, counted from 0.</summary>
    public TrainingBatch Batch(int step)
    {
        int pool = step / BatchesPerPool;
        if (pool != _pool)
        {
            _batches = Draw(pool);
            _pool = pool;
        }
        return _batches[step % BatchesPerPool];
    }

    private TrainingBatch[] Draw(int pool)
    {
        var examples = new List<TrainingExample>();
        long total = 0;
        for (long i = 0; total < (long)tokensPerBatch * BatchesPerPool; i++)
        {
            TrainingExample example = source.Draw(((long)pool << 24) + i, level(pool * BatchesPerPool));
            examples.Add(example);
            total += example.Ids.Length;
        }
        var sorted = examples.OrderBy(e => e.Ids.Length).ToArray(); // a stable sort
        var batches = new TrainingBatch[BatchesPerPool];
        long seen = 0;
        int next = 0;
        for (int b = 0; b < batches.Length; b++)
        {
            int first = next;
            while (next < sorted.Length && (next == first || seen < total * (b + 1) / BatchesPerPool)) seen += sorted[next++].Ids.Length;
            batches[b] = TrainingBatch.Of(sorted[first..next], paddingToken, direction);
        }
        var random = new Randomness(seed, stream: 0x504C414E, (ulong)pool);
        random.Shuffle<TrainingBatch>(batches);
        return batches;
    }
}
