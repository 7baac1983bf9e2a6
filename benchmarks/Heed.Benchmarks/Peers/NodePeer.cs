using System.Diagnostics;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>A peer in a process of its own under Node, told what to do one line of JSON at a time; see the scripts in <c>benchmarks/peers</c>.</summary>
internal abstract class NodePeer : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    /// <summary>Starts the process.</summary>
    /// <param name="script">In <c>benchmarks/peers</c>.</param>
    /// <param name="name">Of what it runs.</param>
    /// <param name="package">The npm package that has it.</param>
    /// <exception cref="BenchmarkException">It cannot be started.</exception>
    protected NodePeer(string script, string name, string package)
    {
        _name = name;
        _process = PeerPackages.StartNode(script);
        JsonElement hello = Receive();
        Description = $"{name} {hello.GetProperty("version").GetString()} (npm {package}, Node {hello.GetProperty("node").GetString()})";
    }

    /// <summary>What it is, with its version.</summary>
    public string Description { get; }

    /// <summary>Sends one command and waits for its reply.</summary>
    /// <exception cref="BenchmarkException">The reply is an error, or there is none.</exception>
    public JsonElement Ask(object command)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The process is gone; reading says so.
        }
        return Receive();
    }

    /// <summary>Ends the process, which reads to the end of its input.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Gone already.
        }
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }

    private JsonElement Receive()
    {
        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            _process.WaitForExit();
            throw new BenchmarkException($"--peers: the process of {_name} ended with exit code {_process.ExitCode}.");
        }
        JsonElement reply = JsonSerializer.Deserialize<JsonElement>(line);
        if (reply.TryGetProperty("error", out JsonElement error))
            throw new BenchmarkException($"--peers: {_name}: {error.GetString()?.ReplaceLineEndings(" ")}");
        return reply;
    }
}
