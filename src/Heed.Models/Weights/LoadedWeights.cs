using Heed.Autograd;
using Heed.Models.Families;
using Heed.Numerics;

namespace Heed.Models.Weights;

/// <summary>A model's weights with the memory that stands behind them, from files of whatever format.</summary>
internal sealed unsafe class LoadedWeights : IDisposable
{
    private readonly Dictionary<string, Tensor> _parameters = [];
    private readonly List<NativeBytes> _copies = [];
    private readonly RoundingSum _rounding = new();
    private readonly IWeightSource _source;
    private readonly WeightUse _use;

    private LoadedWeights(IWeightSource source, WeightUse use) => (_source, _use) = (source, use);

    /// <summary>How far <see cref="WeightUse.Int8"/> took the weights from those of the files; null where nothing was rounded.</summary>
    public RoundingError? Rounding => _rounding.Error;

    /// <summary>Makes a model, which then owns the source.</summary>
    /// <param name="source">The tensors; disposed here where loading fails or nothing points into them.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="isSurplus">Whether a tensor that nobody asks for may be there.</param>
    /// <param name="blueprint">What the model is.</param>
    /// <param name="options">What becomes of the weights.</param>
    /// <param name="cancellation">Stops between tensors.</param>
    /// <exception cref="HeedException">A tensor is missing, has another shape, or is not expected.</exception>
    public static Transformer Load(
        IWeightSource source, WeightNames names, Func<string, bool> isSurplus, Blueprint blueprint, LoadOptions options, CancellationToken cancellation)
    {
        var weights = new LoadedWeights(source, options.Weights);
        try
        {
            // Before billions of layers are listed one by one.
            if (blueprint.Layers > source.Count)
                throw new HeedException($"{source.Path}: the tensors do not fit {source.Plan}: expected {blueprint.Layers} layers; there are {source.Count} tensors.");
            // A bare encoder may have been saved without its pooler, which then nobody can ask for.
            if (blueprint is { Pooler: true, Head: ModelHead.None } && !source.Names.Any(name => name.Contains("pooler.", StringComparison.Ordinal)))
                blueprint = blueprint with { Pooler = false };
            // Products read rows along the inputs.
            bool turns = blueprint.Layout == WeightLayout.InputByOutput && options.Weights != WeightUse.Own;
            weights.Read(names, isSurplus, blueprint, options.Progress, cancellation);
            var model = new Transformer(turns ? blueprint with { Layout = WeightLayout.OutputByInput } : blueprint, weights._parameters, weights)
            {
                Rounding = weights.Rounding,
            };
            if (options.Weights != WeightUse.AsStored) source.Dispose();
            return model;
        }
        catch
        {
            foreach (Tensor tensor in weights._parameters.Values) tensor.Dispose();
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (NativeBytes copy in _copies) copy.Dispose();
        _source.Dispose();
    }

    private void Read(WeightNames names, Func<string, bool> isSurplus, Blueprint blueprint, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var used = new HashSet<string>();
        var problems = new List<string>();
        IReadOnlyList<ParameterSpec> specs = ParameterSpecs.Of(blueprint);
        for (int i = 0; i < specs.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ParameterSpec spec = specs[i];
            // Files of the bare model leave the prefix out, whatever the architecture.
            string full = names.Of(spec.Name);
            string bare = full.StartsWith(names.Base, StringComparison.Ordinal) ? full[names.Base.Length..] : full;
            string name = _source.Shape(full) is not null ? full : bare;
            if (_source.Shape(name) is not { } shape) problems.Add($"missing {full}[{string.Join(", ", spec.Shape)}]");
            else if (!shape.SequenceEqual(spec.Shape.Select(n => (long)n)))
                problems.Add($"{name}: expected [{string.Join(", ", spec.Shape)}], got [{string.Join(", ", shape)}]");
            else if (spec.Shape.Aggregate(1.0, (product, length) => product * length) > int.MaxValue)
                problems.Add($"{name}: expected at most {int.MaxValue} numbers in one matrix, got [{string.Join(", ", shape)}]");
            else if (problems.Count == 0)
                _parameters.Add(spec.Name, Tensor(name, spec, turn: spec.Use == ParameterUse.Map && blueprint.Layout == WeightLayout.InputByOutput));
            used.Add(name);
            progress?.Report(new LoadProgress(i + 1, specs.Count));
        }
        problems.AddRange(_source.Names.Where(name => !used.Contains(name) && !isSurplus(name)).Select(name => $"not expected: {name}"));
        if (problems.Count == 0) return;
        string shown = string.Join("; ", problems.Take(8)) + (problems.Count > 8 ? $"; and {problems.Count - 8} more" : "");
        throw new HeedException($"{_source.Path}: the tensors do not fit {_source.Plan}: {shown}.");
    }

    private Tensor Tensor(string name, ParameterSpec spec, bool turn)
    {
        if (_use == WeightUse.Own || spec.Use == ParameterUse.Vector || spec.Shape.Contains(0)) return Floats(name, spec);
        int made = _copies.Count;
        StoredMatrix stored = _source.Stored(name) ?? Widened(name, spec);
        int[] shape = spec.Shape;
        if (turn)
        {
            stored = Turned(stored);
            shape = [.. shape.Reverse()];
        }
        int between = _copies.Count;
        if (_use == WeightUse.Int8 && stored.Columns % 32 == 0 && !stored.IsInBlocks) stored = Rounded(name, stored);
        else if (_use == WeightUse.Int8 && between == made) stored = Copied(stored);
        // What was only a step on the way is not kept.
        int idle = _copies.Count > between ? between - made : Math.Max(0, between - made - 1);
        foreach (NativeBytes copy in _copies.GetRange(made, idle)) copy.Dispose();
        _copies.RemoveRange(made, idle);
        return new Tensor(stored, shape, spec.Name, owner: this);
    }

    private Tensor Floats(string name, ParameterSpec spec)
    {
        var tensor = new Tensor(spec.Shape, spec.Name);
        try
        {
            _source.ReadFloats(name, tensor.Span);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
        return tensor;
    }

    /// <summary>Numbers in no format that products read (64 and 8 bits), as float32.</summary>
    private StoredMatrix Widened(string name, ParameterSpec spec)
    {
        int columns = spec.Shape[^1], count = spec.Shape.Aggregate((a, b) => a * b);
        NativeBytes copy = Bytes((long)count * sizeof(float));
        _source.ReadFloats(name, new Span<float>(copy.Data, count));
        return new StoredMatrix(StoredFormat.Float32, copy.Data, count / columns, columns);
    }

    private StoredMatrix Copied(StoredMatrix stored)
    {
        NativeBytes copy = Bytes(stored.RowBytes * stored.Rows);
        Buffer.MemoryCopy(stored.Data, copy.Data, copy.Count, copy.Count);
        return new StoredMatrix(stored.Format, copy.Data, stored.Rows, stored.Columns);
    }

    /// <summary>[in, out] as [out, in], in its own format: rows that a product can read.</summary>
    private StoredMatrix Turned(StoredMatrix stored)
    {
        int size = (int)(stored.RowBytes / Math.Max(1, stored.Columns));
        NativeBytes copy = Bytes(stored.RowBytes * stored.Rows);
        for (int row = 0; row < stored.Rows; row++)
        {
            byte* from = stored.Row(row), to = copy.Data + (long)row * size;
            for (int column = 0; column < stored.Columns; column++, from += size, to += (long)stored.Rows * size)
                for (int i = 0; i < size; i++) to[i] = from[i];
        }
        return new StoredMatrix(stored.Format, copy.Data, stored.Columns, stored.Rows);
    }

    private StoredMatrix Rounded(string name, StoredMatrix stored)
    {
        long rowBytes = StoredMatrix.BytesOfRow(StoredFormat.Q8_0, stored.Columns);
        NativeBytes copy = Bytes(rowBytes * stored.Rows);
        var rounded = new StoredMatrix(StoredFormat.Q8_0, copy.Data, stored.Rows, stored.Columns);
        float[] exact = new float[stored.Columns], read = new float[stored.Columns];
        fixed (float* numbers = exact, back = read)
        {
            for (int row = 0; row < stored.Rows; row++)
            {
                stored.Read(row, numbers);
                try
                {
                    Q8Writer.Write(exact, new Span<byte>(rounded.Row(row), (int)rowBytes));
                }
                catch (ArgumentException error)
                {
                    throw new HeedException($"{_source.Path}: '{name}' cannot be rounded to int8: {error.Message}", error);
                }
                rounded.Read(row, back);
                _rounding.Add(exact, read);
            }
        }
        return rounded;
    }

    private NativeBytes Bytes(long count)
    {
        var bytes = new NativeBytes(count);
        _copies.Add(bytes);
        return bytes;
    }
}
