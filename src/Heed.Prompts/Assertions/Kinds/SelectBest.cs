using System.Text.Json;
using Heed.Prompts.Assertions.Judges;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>How likely a local judge holds it of each column that it meets a criterion.</summary>
internal static class SelectBest
{
    /// <summary>A probability a column.</summary>
    /// <exception cref="HeedException">There is no criterion, or no judge that runs here.</exception>
    public static double[] Of(PlannedAssertion assertion, IReadOnlyList<ColumnAnswer> columns) => [.. columns.Select(column =>
    {
        AssertionContext context = column.Context with { Assertion = assertion };
        context = context with { Value = AssertionValues.Read(assertion, context) };
        if (context.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) throw context.WrongValue("a criterion");
        // One judge for all: that of the first column where none is named.
        string judge = LocalJudge.Find(columns[0].Context with { Assertion = assertion });
        return LocalJudge.Ask(context, judge, JudgePrompts.Of(context, JudgePrompts.Rubric, VerdictAssertions.Rubric(context))).Score;
    })];
}
