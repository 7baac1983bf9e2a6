using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// How the metadata of an architecture becomes the config.json that would mean the same, and what its files have that such a file cannot
/// say.
/// </summary>
internal interface IGgufPlan
{
    /// <summary>Writes the fields that the family reads.</summary>
    /// <exception cref="HeedException">Something is missing, or is not supported.</exception>
    void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file);

    /// <summary>The blueprint with what llama.cpp's converter changed.</summary>
    Blueprint Adjust(Blueprint read, GgufFile file);
}
