namespace Heed.Benchmarks;

/// <summary>The options of the subcommand <c>attention</c>.</summary>
/// <param name="Measure">What to measure.</param>
/// <param name="Peers">Whether ONNX Runtime is measured beside Heed.</param>
/// <param name="Quick">Fewer shapes, or fewer processes; never fewer rounds.</param>
/// <param name="JsonFile">Where the report goes; null for nowhere.</param>
internal readonly record struct AttentionOptions(AttentionMeasure Measure, bool Peers, bool Quick, string? JsonFile)
{
    /// <summary>The shapes to measure.</summary>
    public ReadOnlySpan<SelfAttentionShape> Shapes => SelfAttentionShape.Five.AsSpan(0, Quick ? 3 : 5);

    /// <summary>The shape that padding and biases are measured on.</summary>
    public SelfAttentionShape Masked => new(12, Quick ? 512 : 2048, 64);

    /// <summary>Timed rounds of a shape: odd, so that the median is one of them; more where a call is short and easily disturbed.</summary>
    public int Rounds(SelfAttentionShape shape) => Quick ? 7 : shape.ForwardFlops(AttentionVariant.Full) < 20e9 ? 31 : 11;

    /// <summary>Reads the options; where false, <paramref name="problem"/> says what is wrong.</summary>
    public static bool TryParse(ReadOnlySpan<string> args, out AttentionOptions options, out string problem)
    {
        options = default;
        problem = "";
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--peers":
                    options = options with { Peers = true };
                    break;
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--backward" or "--cold" or "--observers" when options.Measure == AttentionMeasure.Forward:
                    options = options with { Measure = args[i] switch { "--cold" => AttentionMeasure.Cold, "--backward" => AttentionMeasure.Backward, _ => AttentionMeasure.Observers } };
                    break;
                case "--json" when i + 1 < args.Length:
                    options = options with { JsonFile = args[++i] };
                    break;
                case "--json":
                    problem = "--json: expected a file name";
                    return false;
                case "--backward" or "--cold" or "--observers":
                    problem = "expected at most one of --backward, --cold and --observers, once";
                    return false;
                default:
                    problem = $"attention: unknown option '{args[i]}'";
                    return false;
            }
        }
        if (options.Peers && options.Measure != AttentionMeasure.Forward) problem = "--peers: the forward pass alone has a peer";
        return problem.Length == 0;
    }
}
