namespace Heed.Models.Families;

/// <summary>What a family calls our weights: tables from our module names (a weight's name without <c>.weight</c> or <c>.bias</c>) to
/// theirs.</summary>
/// <param name="Base">The prefix that models with a head put before the names of the bare model.</param>
/// <param name="Blocks">What stands for our <c>blocks.</c></param>
internal sealed record WeightNames(string Base, string Blocks)
{
    private const string OurBlocks = "blocks.";

    /// <summary>Modules inside a block; of an encoder–decoder, a name that begins with the stack's (<c>decoder.mlp.in</c>) comes
    /// first.</summary>
    public required IReadOnlyDictionary<string, string> Block { get; init; }

    /// <summary>Modules of the bare model outside the blocks.</summary>
    public required IReadOnlyDictionary<string, string> Body { get; init; }

    /// <summary>Modules of heads: <see cref="Base"/> does not stand before them.</summary>
    public IReadOnlyDictionary<string, string> Head { get; init; } = new Dictionary<string, string>();

    /// <summary>Their name of one of our weights, with <see cref="Base"/> where it belongs to the bare model.</summary>
    public string Of(string ours)
    {
        int dot = ours.LastIndexOf('.');
        (string module, string leaf) = (ours[..dot], ours[dot..]);
        if (Head.TryGetValue(module, out string? head)) return head + leaf;
        if (Body.TryGetValue(module, out string? body)) return Base + body + leaf;
        int start = module.IndexOf(OurBlocks, StringComparison.Ordinal), end = module.IndexOf('.', start + OurBlocks.Length);
        (string stack, string number, string inner) = (module[..start], module[(start + OurBlocks.Length)..end], module[(end + 1)..]);
        return $"{Base}{stack}{Blocks}{number}.{(Block.TryGetValue(stack + inner, out string? special) ? special : Block[inner])}{leaf}";
    }
}
