namespace Heed.Models.Training;

/// <summary>
/// Which examples make up each step: a pure function of the step. Examples are drawn in pools, sorted by length and cut into batches of about as many tokens each,
/// so that little is filling. A step takes one batch from each quarter of the lengths, so that short and long examples, and so all families, are
/// in every step.
/// </summary>
internal sealed class BatchPlan(IExampleSource source, int tokensPerStep, int paddingToken, Direction direction, ulong seed, Func<int, double> level)
{
    private const int Quarters = 4;
    private const int StepsPerPool = 6;
    private int _pool = -1;
    private TrainingBatch[][] _steps = [];

    /// <summary>The batches of a step, counted from 0; their gradients are added.</summary>
    public IReadOnlyList<TrainingBatch> Batches(int step)
    {
        int pool = step / StepsPerPool;
        if (pool != _pool)
        {
            _steps = Draw(pool);
            _pool = pool;
        }
        return _steps[step % StepsPerPool];
    }

    private TrainingBatch[][] Draw(int pool)
    {
        var examples = new List<TrainingExample>();
        long total = 0;
        for (long i = 0; total < (long)tokensPerStep * StepsPerPool || examples.Count < Quarters * StepsPerPool; i++)
        {
            TrainingExample example = source.Draw(((long)pool << 24) + i, level(pool * StepsPerPool));
            examples.Add(example);
            total += example.Ids.Length;
        }
        TrainingExample[] sorted = [.. examples.OrderBy(e => e.Ids.Length)]; // a stable sort
        var random = new Randomness(seed, stream: 0x504C414E, (ulong)pool);
        var steps = new TrainingBatch[StepsPerPool][];
        for (int s = 0; s < steps.Length; s++) steps[s] = new TrainingBatch[Quarters];
        const int batches = Quarters * StepsPerPool;
        long seen = 0;
        int next = 0;
        int[] order = [];
        for (int b = 0; b < batches; b++)
        {
            if (b % StepsPerPool == 0) order = random.Distinct(StepsPerPool, StepsPerPool);
            // Every batch gets its share of the tokens, but at least one example, and leaves one for each that follows.
            int first = next++;
            seen += sorted[first].Ids.Length;
            while (sorted.Length - next > batches - 1 - b && seen < total * (b + 1) / batches) seen += sorted[next++].Ids.Length;
            steps[order[b % StepsPerPool]][b / StepsPerPool] = TrainingBatch.Of(sorted[first..next], paddingToken, direction);
        }
        return steps;
    }
}
