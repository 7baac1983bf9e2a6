using System.Text;
using Heed.Cli;

// Words, bars and JSON are UTF-8 whatever the system's own encoding is.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.Run(args);
