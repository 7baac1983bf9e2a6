using Heed.Lens.Positions;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Tests.Positions;

/// <summary>What is measured on a built-in decoder that knows how to look codes up.</summary>
public class PositionCurveTests
{
    private static readonly string[] s_names = ["amber", "basil", "cedar", "delta", "ember", "flint"];

    [Fact]
    public void Measure_KeyLookup_IsRightEverywhereAndHangsOnTheSpan()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        var plan = new PositionPlan(PositionUnit.Passages, [4, 6], [0, 3, 5]);
        PositionResult result = PositionCurve.Measure(model, [Sample(42), Sample(77)], plan, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([(4, 0.0), (4, 3.0), (6, 0.0), (6, 3.0), (6, 5.0)], result.Points.Select(point => (point.Size, point.Place)));
        Assert.All(result.Points, point =>
        {
            Assert.Equal((2, 1.0), (point.Samples, point.Right));
            Assert.True(point.Margin.Mean > 0 && point.Effect.Mean < -point.Margin.Mean / 2, $"margin {point.Margin}, effect {point.Effect}");
            Assert.True(point.LargestHead.Share > 0.5, $"{point.LargestHead}");
        });
        Assert.Equal(1, result.Oracle.Right);
        Assert.All(result.ClosedBook, baseline => Assert.Equal(0, baseline.Right));
        Assert.True(result.Points[1].SpanStart > result.Points[0].SpanStart);
    }

    [Fact]
    public void Effect_EqualsBruteForce()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        PositionSample sample = Sample(42) with { Other = "17" };
        PlacedPrompt prompt = new PromptAssembly(model, sample).Place([.. sample.Around.Take(4)], 2);
        PositionPoint point = PointMeasurement.Of(model.Transformer, 5, 2, [prompt], () => { });

        double whole = AnswerMargin.Of(model.Transformer, prompt, new PlainCut(default)).Value, cut = AnswerMargin.Of(model.Transformer, prompt, new PlainCut(prompt.Span)).Value;
        // Four layers in float32, whose logits differ in their last bits: some 2⁻²⁴ of the largest sum a layer, 64 times over.
        double tolerance = 64 * Math.Pow(2, -24) * 4 * Math.Max(100, Math.Abs(whole) + Math.Abs(cut));
        Assert.Equal(whole, point.Margin.Mean, tolerance);
        Assert.Equal(cut - whole, point.Effect.Mean, tolerance);
    }

    [Fact]
    public void Attention_EqualsTheRowsOfTheLens()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        PositionSample sample = Sample(42);
        PlacedPrompt prompt = new PromptAssembly(model, sample).Place([.. sample.Around.Take(3)], 1);
        PositionPoint point = PointMeasurement.Of(model.Transformer, 4, 1, [prompt], () => { });
        AttentionRows.Visit(model.Transformer, new TokenBatch(prompt.Ids), [prompt.Ids.Length - 1], (layer, head, _, weights) =>
        {
            double sink = 0, span = 0;
            foreach (int token in prompt.Sinks) sink += weights[token];
            for (int token = prompt.Span.Start; token < prompt.Span.End; token++) span += weights[token];
            Assert.Equal(sink, point.Sink[layer][head], 1e-5);
            if (sink < 0.99) Assert.Equal(span / (1 - sink), point.Attention[layer][head], 1e-3);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Place_Span_IsItsTokens(int place)
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        PositionSample sample = Sample(42);
        PlacedPrompt prompt = new PromptAssembly(model, sample).Place([.. sample.Around.Take(4)], place);
        Assert.Equal(sample.Span, model.RequireTokenizer().Decode(prompt.Ids[prompt.Span.Start..prompt.Span.End]).Trim());
        string text = model.RequireTokenizer().Decode(prompt.Ids[..prompt.Span.Start]);
        Assert.Equal(place, text.Count(letter => letter == '.'));
        Assert.Equal("42", model.RequireTokenizer().Decode(prompt.Answer).Trim());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(128)]
    [InlineData(256)]
    public void Fill_Tokens_FillsTheLengthAndNotMore(int tokens)
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        PositionSample sample = GeneratedPositions.Samples("needle", 1, seed: 3)[0];
        var assembly = new PromptAssembly(model, sample);
        IReadOnlyList<string> around = assembly.Fill(tokens);
        int length = assembly.Place(around, 0).Ids.Length;
        Assert.True(length <= tokens && length > tokens - 40, $"{length} tokens");
    }

    [Fact]
    public void Measure_WhatCannotBeMade_IsRefused()
    {
        using LanguageModel decoder = BuiltIn.Load("tiny-decoder"), encoder = BuiltIn.Load("tiny-encoder");
        var passages = new PositionPlan(PositionUnit.Passages, [4], [0]);
        Assert.Contains("expected a decoder", Refused(encoder, Sample(42), passages));
        Assert.Contains("distractors: expected at least 9 for 10 passages; got 5", Refused(decoder, Sample(42), passages with { Sizes = [10] }));
        Assert.Contains("positions: expected one below 2", Refused(decoder, Sample(42), passages with { Sizes = [2], Places = [5] }));
        Assert.Contains("span: with question and answer it has", Refused(decoder, Sample(42) with { Repeats = true }, new PositionPlan(PositionUnit.Tokens, [8], [0])));
        Assert.Contains("the window of tiny-decoder is 256", Refused(decoder, Sample(42) with { Span = string.Join(' ', Enumerable.Repeat("The fox was tired.", 80)) }, passages));
        Assert.Contains("filler: expected enough to fill 250 tokens", Refused(decoder, Sample(42), new PositionPlan(PositionUnit.Tokens, [250], [0])));
        Assert.Contains("depths: expected 0 to 100", Refused(decoder, Sample(42), new PositionPlan(PositionUnit.Tokens, [64], [101])));
    }

    [Fact]
    public void Measure_Cancelled_Stops()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        using var stop = new CancellationTokenSource();
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() => PositionCurve.Measure(model, [Sample(42)], new PositionPlan(PositionUnit.Passages, [4], [0, 1, 2]), (done, _) =>
        {
            seen = done;
            if (done == 2) stop.Cancel();
        }, stop.Token));
        Assert.Equal(2, seen);
    }

    [Fact]
    public void MeanAndError_EqualsItsFormula()
    {
        MeanAndError value = MeanAndError.Of([1, 2, 6]);
        Assert.Equal(3, value.Mean, 1e-12);
        Assert.Equal(Math.Sqrt((4 + 1 + 9) / 2.0 / 3), value.Error!.Value, 1e-12);
        Assert.Null(MeanAndError.Of([4]).Error);
    }

    private static string Refused(LanguageModel model, PositionSample sample, PositionPlan plan)
        => Assert.Throws<HeedException>(() => PositionCurve.Measure(model, [sample], plan)).Message;

    private static PositionSample Sample(int number) => new()
    {
        Span = $"The code of {s_names[0]} is {number}.",
        Question = $"What is the code of {s_names[0]}? It is",
        Answer = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Around = [.. s_names.Skip(1).Select((name, i) => $"The code of {name} is {13 + 7 * i}.")],
    };
}
