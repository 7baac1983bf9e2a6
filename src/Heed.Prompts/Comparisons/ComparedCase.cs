using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>A case that both variants answered, with all its repeats.</summary>
/// <param name="A">Rows of the base, at least one.</param>
/// <param name="B">Rows of the other, at least one.</param>
public sealed record ComparedCase(IReadOnlyList<RunRow> A, IReadOnlyList<RunRow> B)
{
    /// <summary>The case as the base has it.</summary>
    public PlannedCase Case => A[0].Case;

    /// <summary>What its metadata calls its cluster; null for none.</summary>
    public string? Cluster => Of(A[0].Case) ?? Of(B[0].Case);

    private static string? Of(PlannedCase test)
        => test.Metadata.ValueKind == JsonValueKind.Object && test.Metadata.TryGetProperty("cluster", out JsonElement cluster)
            && cluster.ValueKind != JsonValueKind.Null
            ? Outputs.ShownValue.Of(cluster) : null;
}
