using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Flow against shortest augmenting paths on a whole capacity matrix.</summary>
public class AttentionFlowTests
{
    [Theory]
    [MemberData(nameof(MapCases.All), MemberType = typeof(MapCases))]
    public void Row_OfEveryKindOfModel_EqualsPlainAugmentingPaths(string name, MapStack stack)
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create(name);
        using (model)
        {
            MapRow actual = AttentionFlow.Row(model.Transformer, batch, MapCases.Row, stack);
            MapCases.Reference(model.Transformer, batch, stack, null, places =>
            {
                int tokens = actual.Tokens.Length, sources = actual.Source?.Length ?? 0, size = tokens + sources;
                // Every attention is a level of all tokens; those it does not move stay with everything they have.
                var capacity = new double[(places.Count + 1) * size, (places.Count + 1) * size];
                for (int level = 0; level < places.Count; level++)
                {
                    double[,] layer = JointMatrix.Layer(places[level], tokens, sources, stack, places[level].Mean());
                    double[,] mixed = JointMatrix.RowNormalized(JointMatrix.Sum(layer, JointMatrix.Identity(size)));
                    for (int i = 0; i < size; i++)
                        for (int j = 0; j < size; j++)
                        {
                            bool idle = i == j && Enumerable.Range(0, size).All(k => layer[i, k] == 0);
                            capacity[(level + 1) * size + i, level * size + j] = idle ? double.PositiveInfinity : mixed[i, j];
                        }
                }
                int top = places.Count * size + MapCases.Row, roundings = 64 * places.Count;
                double[] flows = [.. Enumerable.Range(0, size).Select(j => Maximum((double[,])capacity.Clone(), top, j))];
                MapCases.Near(flows.AsSpan(0, tokens), actual.Tokens, roundings);
                if (sources > 0) MapCases.Near(flows.AsSpan(tokens), actual.Source, roundings);
            });
        }
    }

    [Fact]
    public void Row_TooManyTokens_SaysHowManyAndWhatInstead()
    {
        (Transformer model, TokenBatch batch) = MapCases.Long(Direction.Causal, AttentionFlow.MostTokens + 1);
        using (model)
        {
            string message = Assert.Throws<HeedException>(() => AttentionFlow.Row(model, batch, 0)).Message;
            Assert.Contains("at most 128 tokens", message);
            Assert.Contains("rollout", message);
        }
    }

    [Fact]
    public void Maximum_OfRandomNetworks_EqualsPlainAugmentingPaths()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int nodes = random.Next(2, 12);
            var capacity = new double[nodes, nodes];
            var graph = new FlowGraph(nodes);
            for (int edge = 0; edge < nodes * 3; edge++)
            {
                (int from, int to, double size) = (random.Next(nodes), random.Next(nodes), random.NextDouble());
                if (from == to) continue;
                capacity[from, to] += size;
                graph.Add(from, to, size);
            }
            Assert.Equal(Maximum(capacity, 0, nodes - 1), graph.Maximum(0, nodes - 1), 1e-9);
            Assert.Equal(graph.Maximum(0, nodes - 1), graph.Maximum(0, nodes - 1)); // the graph stays as it was
        }
    }

    /// <summary>Edmonds and Karp on a matrix.</summary>
    private static double Maximum(double[,] capacity, int source, int sink)
    {
        int nodes = capacity.GetLength(0);
        for (double flow = 0; ;)
        {
            int[] from = [.. Enumerable.Repeat(-1, nodes)];
            var queue = new Queue<int>([source]);
            while (queue.TryDequeue(out int node) && from[sink] < 0)
                for (int next = 0; next < nodes; next++)
                    if (next != source && from[next] < 0 && capacity[node, next] > 1e-12)
                    {
                        from[next] = node;
                        queue.Enqueue(next);
                    }
            if (from[sink] < 0) return flow;
            double fits = double.PositiveInfinity;
            for (int node = sink; node != source; node = from[node]) fits = Math.Min(fits, capacity[from[node], node]);
            for (int node = sink; node != source; node = from[node])
            {
                capacity[from[node], node] -= fits;
                capacity[node, from[node]] += fits;
            }
            flow += fits;
        }
    }
}
