using System.Diagnostics;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>ONNX Runtime in a process of its own, told what to do one line at a time; see <c>benchmarks/peers/onnxruntime.mjs</c>.</summary>
internal sealed class OnnxRuntimePeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts the process.</summary>
    /// <exception cref="BenchmarkException">It cannot be started.</exception>
    public OnnxRuntimePeer()
    {
        _process = PeerPackages.StartNode("onnxruntime.mjs");
        JsonElement hello = Receive();
        Description = $"ONNX Runtime {hello.GetProperty("version").GetString()} (npm onnxruntime-node, Node {hello.GetProperty("node").GetString()})";
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
            throw new BenchmarkException($"--peers: the process of ONNX Runtime ended with exit code {_process.ExitCode}.");
        }
        JsonElement reply = JsonSerializer.Deserialize<JsonElement>(line);
        if (reply.TryGetProperty("error", out JsonElement error))
            throw new BenchmarkException($"--peers: ONNX Runtime: {error.GetString()?.ReplaceLineEndings(" ")}");
        return reply;
    }
}
