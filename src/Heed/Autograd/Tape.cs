namespace Heed.Autograd;

/// <summary>
/// Owns the tensors that operations make and, when recording, remembers how to run each operation backward. One tape is one pass.
/// </summary>
/// <remarks>
/// The same operations serve training (recording) and inference (not recording). In inference,
/// <see cref="Release"/> gives back what a layer
/// no longer needs, so that memory does not grow with the number of layers.
/// </remarks>
public sealed unsafe class Tape(bool recording) : IDisposable
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<(Tensor Output, Action Backward)> _steps = [];
    private readonly HashSet<Tensor> _kept = [];

    /// <summary>Whether gradients will be asked for.</summary>
    public bool Recording => recording;

    /// <summary>
    /// Whether the backward pass gives each tensor back as soon as nothing needs it any more, with its gradient: half the memory, and what is written next lies in pages that are
    /// there already. What is asked for afterwards must be kept (<see cref="Keep"/>).
    /// </summary>
    public bool ReleasesOnBackward { get; init; }

    /// <summary>Leaves a tensor and its gradient in place where the backward pass would give them back.</summary>
    public void Keep(Tensor tensor) => _kept.Add(tensor);

    /// <summary>A place on the tape, for <see cref="Release"/>.</summary>
    public int Mark => _tensors.Count;

    /// <summary>Gives back the tensors made since <paramref name="mark"/> except <paramref name="keep"/>. Does
    /// nothing while recording.</summary>
    public void Release(int mark, params ReadOnlySpan<Tensor> keep)
    {
        if (recording) return;
        int kept = mark;
        for (int i = mark; i < _tensors.Count; i++)
        {
            Tensor tensor = _tensors[i];
            bool stays = false;
            foreach (Tensor k in keep) stays |= ReferenceEquals(k, tensor);
            if (stays) _tensors[kept++] = tensor;
            else tensor.Dispose();
        }
        _tensors.RemoveRange(kept, _tensors.Count - kept);
    }

    /// <summary>Runs the recorded operations backward from a scalar.</summary>
    /// <param name="loss">A tensor with one element, made on this tape.</param>
    /// <param name="gradient">The scalar's gradient: 1, or the share of a larger whole.</param>
    /// <exception cref="InvalidOperationException">The tape did not record.</exception>
    public void Backward(Tensor loss, float gradient = 1f)
    {
        if (loss.Count != 1) throw new ArgumentException($"loss: expected one element; got {loss}.", nameof(loss));
        _ = loss.OpenGradientToAdd();
        loss.Gradient[0] = gradient;
        Backward();
    }

    /// <summary>Runs the recorded operations backward from gradients that the caller has put into outputs.</summary>
    /// <exception cref="InvalidOperationException">The tape did not record.</exception>
    public void Backward()
    {
        if (!recording) throw new InvalidOperationException("Backward: expected a tape that records; this one was made for inference.");
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            (Tensor output, Action backward) = _steps[i];
            if (output.HasGradient) backward(); // skipped when nothing gave it one
            // Whoever read it has run: they were recorded later.
            if (ReleasesOnBackward && !_kept.Contains(output)) output.Dispose();
        }
        _steps.Clear();
    }

    /// <summary>Gives back every tensor made on the tape.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors) tensor.Dispose();
        _tensors.Clear();
        _steps.Clear();
    }

    /// <summary>A new tensor that the tape owns, contents undefined.</summary>
    public Tensor Allocate(params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape, "", requiresGradient: recording);
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Remembers how <paramref name="output"/>'s gradient flows back.</summary>
    internal void Record(Tensor output, Action backward)
    {
        if (recording) _steps.Add((output, backward));
    }
}
