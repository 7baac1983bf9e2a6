using System.Net;
using System.Net.Sockets;

namespace Heed.Cli.Tests;

/// <summary><c>heed studio</c>.</summary>
public class StudioTests
{
    [Theory]
    [InlineData("port: expected 0 to 65535; got 99999.", "--port", "99999")]
    [InlineData("--port: expected a whole number; got high.", "--port", "high")]
    [InlineData("host: expected an address such as 127.0.0.1, ::1 or 0.0.0.0; got 'example.org'.", "--host", "example.org")]
    [InlineData("host: cannot listen at 192.0.2.1", "--host", "192.0.2.1", "--port", "0")]
    [InlineData("token: expected at least 16 letters and digits", "--token", "short")]
    [InlineData("store: expected a folder", "--store", "mysql://host/database")]
    [InlineData("model: 'no/such' is no folder and no built-i", "--model", "no/such")]
    public void Studio_BadOption_IsRefused(string expected, params string[] options) => CliRun.Of(["studio", .. options]).AssertRefused(expected);

    [Fact]
    public void Studio_PortTaken_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        CliRun.Of("studio", "--port", $"{port}").AssertRefused($"port: {port} is in use by another program. Give --port another one, or 0 for any that is free.");
    }
}
