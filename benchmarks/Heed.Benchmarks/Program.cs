using Heed.Benchmarks;

return args switch
{
    [AttentionCommand.Name, .. var rest] => AttentionCommand.Run(rest),
    ["cost", .. var rest] => CostBenchmarkCommand.Run(rest),
    ["decode", .. var rest] => DecodeCommand.Run(rest),
    ["lens", .. var rest] => LensCommand.Run(rest),
    [MapsCommand.Name, .. var rest] => MapsCommand.Run(rest),
    [ModelsCommand.Name, .. var rest] => ModelsCommand.Run(rest),
    [PerformanceCommand.Name, .. var rest] => PerformanceCommand.Run(rest),
    [StudioCommand.Name, .. var rest] => StudioCommand.Run(rest),
    ["steps", .. var rest] => StepsCommand.Run(rest),
    ["tokenizers", .. var rest] => TokenizersCommand.Run(rest),
    ["traces", .. var rest] => TracesCommand.Run(rest),
    ["training", .. var rest] => TrainingCommand.Run(rest),
    _ => Usage.Refuse(args.Length == 0 ? "expected a subcommand" : $"unknown subcommand '{args[0]}'"),
};
