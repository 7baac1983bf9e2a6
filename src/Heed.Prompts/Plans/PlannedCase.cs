using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>A row of the matrix: variables and what answers are held to.</summary>
/// <param name="Index">testIdx: tests, then repeats, then combinations of variables.</param>
public sealed record PlannedCase(int Index)
{
    /// <summary>For people; null where the file says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Names and values, in the file's order.</summary>
    public IReadOnlyDictionary<string, JsonElement> Vars { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>All of them, those of the defaults first.</summary>
    public IReadOnlyList<PlannedAssertion> Assertions { get; init; } = [];

    /// <summary>How it is run and judged.</summary>
    public CaseOptions Options { get; init; } = new();

    /// <summary>The score from which the case passes, whatever single assertions say; null where each must pass.</summary>
    public double? Threshold { get; init; }

    /// <summary>As in the file: an object, or undefined.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>An answer that is judged in place of a model's; undefined where the model is asked.</summary>
    public JsonElement ProviderOutput { get; init; }

    /// <summary>Who answers it in the place of every column's provider, as in promptfoo; null for the columns' own.</summary>
    public PlannedProvider? Provider { get; init; }

    /// <summary>Why Heed cannot run it, such as a variable that is code; null where it can. It fails, and says so.</summary>
    public string? Unsupported { get; init; }

    /// <summary>Which test it came from, from 0: repeats and combinations of one test share it.</summary>
    public int Test { get; init; }

    /// <summary>Which repeat, from 0.</summary>
    public int Repeat { get; init; }

    /// <summary>A column as this case is asked: by its own provider where it has one.</summary>
    /// <param name="column">The plan's.</param>
    public PlannedColumn Asked(PlannedColumn column) => Provider is null ? column : column with { Provider = Provider };
}
