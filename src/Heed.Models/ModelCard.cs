using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models;

/// <summary>What a model folder says about itself, read without loading its weights.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Architecture">As in config.json.</param>
/// <param name="Blueprint">The model.</param>
/// <param name="Megabytes">Size of its weights, in 10⁶ bytes.</param>
/// <param name="About">What it knows, in a sentence; empty when not told.</param>
/// <param name="Accuracy">Share of right answers on held-out sentences, by family; empty when not measured.</param>
public sealed record ModelCard(string Name, string Architecture, Blueprint Blueprint, double Megabytes, string About, IReadOnlyDictionary<string, double> Accuracy)
{
    private const string FileName = "heed.json";

    /// <summary>Reads a folder's card.</summary>
    /// <exception cref="HeedException">The folder is no model folder, or its heed.json is broken.</exception>
    public static ModelCard Read(string folder)
    {
        (string architecture, IModelFamily _, Blueprint blueprint, ClassLabels? _) = ModelFolder.ReadConfig(folder);
        double megabytes = Directory.EnumerateFiles(folder, "*.safetensors").Sum(file => new FileInfo(file).Length) / 1e6;
        string about = "";
        var accuracy = new Dictionary<string, double>();
        string file = Path.Combine(folder, FileName);
        if (File.Exists(file))
        {
            using JsonDocument document = ModelFolder.Parse(file);
            try
            {
                if (document.RootElement.TryGetProperty("about", out JsonElement text)) about = text.GetString() ?? "";
                if (document.RootElement.TryGetProperty("accuracy", out JsonElement shares))
                    foreach (JsonProperty share in shares.EnumerateObject()) accuracy[share.Name] = share.Value.GetDouble();
            }
            catch (Exception error) when (error is InvalidOperationException or FormatException)
            {
                throw new HeedException($"{file}: expected \"about\", a text, and \"accuracy\", an object of numbers; {error.Message}", error);
            }
        }
        return new ModelCard(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), architecture, blueprint, megabytes, about, accuracy);
    }

    /// <summary>Writes heed.json.</summary>
    public static void Write(string folder, string about, IReadOnlyDictionary<string, double> accuracy)
        => SafeFile.Write(Path.Combine(folder, FileName), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("about", about);
            json.WriteStartObject("accuracy");
            foreach ((string family, double share) in accuracy) json.WriteNumber(family, Math.Round(share, 4));
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
