using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Models;

namespace Heed.Cli;

/// <summary>What <c>--path</c> names: <c>LAYER.attn.HEAD</c>, and behind <c>&gt;</c> the inputs of heads that receive it, <c>LAYER.attn.HEAD.q</c>, several with commas.</summary>
/// <param name="Sender">Attention of the sending head.</param>
/// <param name="SenderHead">Query head.</param>
/// <param name="Receivers">Site and head of each; empty for the answer.</param>
internal sealed partial record PathArgument(string Sender, int SenderHead, IReadOnlyList<(string Site, int Head)> Receivers)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">It is written otherwise.</exception>
    public static PathArgument Of(string text, Blueprint blueprint)
    {
        string[] sides = text.Split('>', StringSplitOptions.TrimEntries);
        Match sender = Place().Match(sides[0]);
        if (sides.Length > 2 || !sender.Success || sender.Groups["input"].Success) throw Wrong(text);
        var receivers = new List<(string, int)>();
        foreach (string side in sides.Length == 1 ? [] : sides[1].Split(',', StringSplitOptions.TrimEntries))
        {
            Match receiver = Place().Match(side);
            if (!receiver.Success || !receiver.Groups["input"].Success) throw Wrong(text);
            receivers.Add(($"{Attention(receiver, blueprint)}.{receiver.Groups["input"].Value}", Head(receiver)));
        }
        return new PathArgument(Attention(sender, blueprint), Head(sender), receivers);
    }

    private static string Attention(Match match, Blueprint blueprint)
    {
        string stack = match.Groups["stack"].Success ? match.Groups["stack"].Value : blueprint.HasEncoder ? "decoder." : "";
        return $"{stack}blocks.{match.Groups["layer"].Value}.{match.Groups["kind"].Value}";
    }

    private static int Head(Match match) => int.Parse(match.Groups["head"].ValueSpan, CultureInfo.InvariantCulture);

    private static HeedException Wrong(string text)
        => new($"path: expected LAYER.attn.HEAD, or LAYER.attn.HEAD>LAYER.attn.HEAD.q (or .k, .v), as in 0.attn.1>2.attn.3.q; got '{text}'.");

    [GeneratedRegex(
        @"^(?<stack>encoder\.|decoder\.)?(?<layer>[0-9]{1,4})\.(?<kind>attn|cross)\.(?<head>[0-9]{1,4})(\.(?<input>[qkv]))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
