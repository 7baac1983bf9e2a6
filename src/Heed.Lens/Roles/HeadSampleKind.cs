namespace Heed.Lens.Roles;

/// <summary>What a sample is made for.</summary>
public enum HeadSampleKind
{
    /// <summary>Different random tokens, twice: what a head does with them has nothing to do with meaning.</summary>
    Repeated,

    /// <summary>Ordinary text.</summary>
    Text,

    /// <summary>A sentence of which is known which word must be found from where.</summary>
    Marked,

    /// <summary>A prompt and what the model wrote after it, with the place of the answer in the prompt.</summary>
    Decoded,
}
