using Heed.Benchmarks;

return args switch
{
    ["attention", .. var rest] => AttentionCommand.Run(rest),
    ["decode", .. var rest] => DecodeCommand.Run(rest),
    ["training", .. var rest] => TrainingCommand.Run(rest),
    _ => Usage.Refuse(args.Length == 0 ? "expected a subcommand" : $"unknown subcommand '{args[0]}'"),
};
