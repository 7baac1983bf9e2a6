using System.Globalization;

namespace Heed.Prompts.Traces.Replay;

/// <summary>Does traced calls again, and says what is not as it was.</summary>
public static class TraceReplay
{
    /// <summary>Refuses a trace that cannot be done again.</summary>
    /// <exception cref="HeedException">Its texts were left out, it failed, or no model was asked.</exception>
    public static void Check(Trace trace)
    {
        if (trace.Redacted) throw new HeedException($"replay: the texts and tokens of trace {trace.Id} were left out when it was kept (--redact); "
            + $"there is nothing to replay from.");
        if (trace.Error is { } error) throw new HeedException($"replay: trace {trace.Id} has no answer, as its call failed ({error}).");
        if (trace.InputTokens.Count == 0) throw new HeedException($"replay: trace {trace.Id} has no tokens: '{trace.Model}' is none of Heed's models.");
    }

    /// <summary>Does a call again and compares.</summary>
    /// <exception cref="HeedException">It cannot be done again.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReplayReport Run(Trace trace, ITraceReplay replay, CancellationToken cancellation = default)
    {
        Check(trace);
        return Compare(trace, replay.Replay(trace, cancellation));
    }

    /// <summary>Compares a call with the same call today.</summary>
    public static ReplayReport Compare(Trace traced, Trace today)
    {
        var differences = new List<ReplayDifference>();
        Add("model hash", traced.ModelHash, today.ModelHash, false);
        Add("tokenizer hash", traced.TokenizerHash, today.TokenizerHash, false);
        Add("version of Heed", traced.HeedVersion, today.HeedVersion, false);
        Add("kernel", traced.Kernel, today.Kernel, false);
        Tokens("input tokens", traced.InputTokens, today.InputTokens, false);
        Tokens("output tokens", traced.OutputTokens, today.OutputTokens, true);
        Add("output", traced.Output, today.Output, true);
        Add("finish reason", traced.FinishReason ?? "", today.FinishReason ?? "", true);
        LogProbabilities(traced.LogProbabilities, today.LogProbabilities);
        return new ReplayReport(traced, today, differences);

        void Add(string what, string was, string now, bool isResult)
        {
            // What was not kept cannot differ.
            if (was != now && (isResult || was.Length > 0)) differences.Add(new ReplayDifference(what, was, now, isResult));
        }

        void Tokens(string what, IReadOnlyList<int> was, IReadOnlyList<int> now, bool isResult)
        {
            if (was.SequenceEqual(now)) return;
            int at = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
            differences.Add(new ReplayDifference($"{what} from {at} on", At(was, at), At(now, at), isResult));
        }

        void LogProbabilities(IReadOnlyList<double> was, IReadOnlyList<double> now)
        {
            if (was.Count == 0 || was.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(now.Select(BitConverter.DoubleToInt64Bits))) return;
            (double First, double Second)[] apart = [.. was.Zip(now).Where(pair
                => BitConverter.DoubleToInt64Bits(pair.First) != BitConverter.DoubleToInt64Bits(pair.Second))];
            string largest = apart.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $", {apart.Length} of other bits, by at most {apart.Max(pair => Math.Abs(pair.First - pair.Second)):G3}");
            differences.Add(new ReplayDifference("log-probabilities", $"{was.Count} of them", $"{now.Count} of them{largest}", true));
        }

        static string At(IReadOnlyList<int> tokens, int at) => at < tokens.Count
            ? string.Join(' ', tokens.Skip(at).Take(5)) + (tokens.Count > at + 5 ? $" … ({tokens.Count} in all)" : "") : $"the end ({tokens.Count} in all)";
    }
}
