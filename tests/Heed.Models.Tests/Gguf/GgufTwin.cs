using System.Text.Json.Nodes;
using Heed.Models.Families;
using Heed.Models.Weights;
using Heed.Numerics;
using Heed.Tests.Numerics;

namespace Heed.Models.Tests.Gguf;

/// <summary>
/// One random model in both forms: a Hugging Face folder in float32, and a GGUF file as llama.cpp's converter would make it of that folder.
/// </summary>
internal sealed class GgufTwin
{
    public const int Vocabulary = 24, Positions = 64;

    private readonly Random _random = new(1);
    private readonly GgufCase _case;
    private readonly StoredFormat _format;

    /// <param name="case">Which model.</param>
    /// <param name="format">Of its matrices.</param>
    /// <param name="folder">Where the folder goes.</param>
    public GgufTwin(GgufCase @case, StoredFormat format, string folder)
    {
        (_case, _format) = (@case, format);
        // Blocks of 256 numbers need rows of 256.
        int width = format is StoredFormat.Q4_K or StoredFormat.Q6_K ? 256 : 32;
        Directory.CreateDirectory(folder);
        JsonObject config = @case.Config(width);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        Gguf = new GgufWriter { Metadata = @case.Metadata(width) };
        (_, IModelFamily family, Blueprint blueprint, _) = ModelFolder.ReadConfig(folder);
        var tensors = new List<TensorSource>();
        foreach (ParameterSpec spec in ParameterSpecs.Of(blueprint))
        {
            string name = ModelFolder.NameFor(family, blueprint, spec.Name);
            tensors.Add(TensorSource.Floats(name, [.. spec.Shape.Select(n => (long)n)], Make(name, spec.Shape, blueprint)));
        }
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), tensors);
        foreach ((string name, float[] numbers) in @case.Extra?.Invoke(width) ?? [])
            Gguf.Tensors.Add((name, [numbers.Length], StoredFormat.Float32, Bytes(numbers)));
    }

    /// <summary>The GGUF file.</summary>
    public GgufWriter Gguf { get; }

    // Numbers for the folder; the same go to the file, as the converter would change them.
    private float[] Make(string name, int[] shape, Blueprint blueprint)
    {
        bool isNorm = shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal);
        string theirs = _case.Rename(name);
        if (shape.Length == 1)
        {
            float[] numbers = [.. Enumerable.Range(0, shape[0])
                .Select(_ => (isNorm && !_case.NormsPlusOne ? 1 : 0) + 0.6f * (_random.NextSingle() - 0.5f))];
            byte[] bytes = Bytes(isNorm && _case.NormsPlusOne ? Array.ConvertAll(numbers, number => 1 + number) : numbers);
            if (theirs.Length > 0) Gguf.Tensors.Add((theirs, [shape[0]], StoredFormat.Float32, Interleaved(name, bytes, 4, blueprint)));
            return numbers;
        }
        // Positions and types stay float32 in files of the wild too.
        StoredFormat format = theirs.StartsWith("position", StringComparison.Ordinal)
            || theirs.StartsWith("token_types", StringComparison.Ordinal) ? StoredFormat.Float32 : _format;
        bool turned = _case.Turns && shape.Length == 2 && !theirs.Contains("_embd");
        (int rows, int columns) = turned ? (shape[1], shape[0]) : (shape[0], shape[1]);
        byte[] matrix = Matrix(format, rows, columns);
        int rowBytes = (int)StoredMatrix.BytesOfRow(format, columns);
        if (theirs.Length > 0) Gguf.Tensors.Add((theirs, [rows, columns], format, Interleaved(name, matrix, rowBytes, blueprint)));
        var floats = new float[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                floats[turned ? column * rows + row : row * columns + column] = (float)StoredNumbers.Read(format, matrix,
                    (long)row * rowBytes, column);
        return floats;
    }

    private byte[] Matrix(StoredFormat format, int rows, int columns)
    {
        if (format != StoredFormat.Float32) return StoredNumbers.Random(format, rows, columns, _random.Next());
        return Bytes([.. Enumerable.Range(0, rows * columns).Select(_ => 0.8f * (_random.NextSingle() - 0.5f))]);
    }

    // Llama's queries and keys: of a head of d rows, row j of half s goes to 2j + s.
    private byte[] Interleaved(string name, byte[] bytes, int rowBytes, Blueprint blueprint)
    {
        if (!_case.Interleaves || !(name.Contains("q_proj") || name.Contains("k_proj"))) return bytes;
        var permuted = new byte[bytes.Length];
        int size = blueprint.HeadSize, half = size / 2;
        for (int row = 0; row < bytes.Length / rowBytes; row++)
        {
            int head = row / size, s = row % size / half, j = row % half;
            bytes.AsSpan(row * rowBytes, rowBytes).CopyTo(permuted.AsSpan((head * size + 2 * j + s) * rowBytes));
        }
        return permuted;
    }

    private static byte[] Bytes(float[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
