using Heed.Cli;

return await CommandLine.Run(args);
