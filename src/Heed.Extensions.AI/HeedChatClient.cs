using System.Runtime.CompilerServices;
using Heed.Models;
using Heed.Models.Chat;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatOptions = Microsoft.Extensions.AI.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>A model on this machine as an <see cref="IChatClient"/>.</summary>
/// <remarks>
/// Safe to use from several threads: conversations share the weights, each has its own cache of keys and values. Answers are computed on
/// the thread pool; a stream computes the next token when it is asked for. The same options and seed give the same answer, and where no
/// seed is given it is 1. Options that Heed does not honour are refused, each by name; those beside the usual ones are in
/// <see cref="ChatPropertyNames"/>.
/// </remarks>
public sealed class HeedChatClient : IChatClient
{
    private const string Provider = "heed";

    private readonly LanguageModel _model;
    private readonly IConversationFormat _format;
    private readonly ChatClientSettings _settings;
    private readonly SharedUse _use;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Makes a client of a loaded model.</summary>
    /// <param name="model">The model; not owned, unless the settings say so.</param>
    /// <param name="template">Its chat template; null for none, when the settings must say how conversations are written.</param>
    /// <param name="settings">What is done with every conversation; the defaults where left out.</param>
    /// <exception cref="HeedException">There is neither a template nor a format, or the model has no tokenizer.</exception>
    public HeedChatClient(LanguageModel model, ChatTemplate? template = null, ChatClientSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _settings = settings ?? new ChatClientSettings();
        _model = model;
        model.RequireTokenizer();
        _format = _settings.Format ?? (template is not null ? new TemplateFormat(template) : throw new HeedException(
            $"{model.Name}: expected a chat template; the model has none, and may not be made for conversations. Give one, or ask for "
            + $"{nameof(PlainText)} or {nameof(Transcript)} as {nameof(ChatClientSettings)}.{nameof(ChatClientSettings.Format)}."));
        _use = new SharedUse(nameof(HeedChatClient), _settings.OwnsModel ? model : null);
        _metadata = new ChatClientMetadata(Provider, defaultModelId: model.Name);
    }

    /// <summary>Loads a model, which the client owns, with its chat template.</summary>
    /// <param name="path">A model folder, a .gguf file, or <c>ORG/NAME[@REV]</c> as <c>heed pull</c> or Python fetched it.</param>
    /// <param name="progress">Is told after every weight; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static Task<HeedChatClient> LoadAsync(
        string path, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
        => LoadAsync(path, new ChatClientSettings(), progress, cancellationToken);

    /// <summary>Loads a model, which the client owns, and says how conversations are handled.</summary>
    /// <param name="path">A model folder, a .gguf file, or <c>ORG/NAME[@REV]</c> as <c>heed pull</c> or Python fetched it.</param>
    /// <param name="settings">What is done with every conversation.</param>
    /// <param name="progress">Is told after every weight; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static Task<HeedChatClient> LoadAsync(
        string path, ChatClientSettings settings, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(settings);
        return Task.Run(Load, cancellationToken);

        HeedChatClient Load()
        {
            ModelLocation place = ModelLocation.Find(path);
            ChatTemplate? template = settings.Format is null ? place.LoadChatTemplate() : null;
            LanguageModel model = place.Load(new LoadOptions { Progress = progress }, cancellationToken);
            try
            {
                return new HeedChatClient(model, template, settings with { OwnsModel = true });
            }
            catch
            {
                model.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HeedException">The conversation is empty or too long, or an option is out of range or not honoured.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Task.Run(Answer, cancellationToken);

        ChatResponse Answer()
        {
            using IDisposable use = _use.Begin();
            return WholeAnswer.Of(Steps(messages, options).Run(cancellationToken));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HeedException">The conversation is empty or too long, or an option is out of range or not honoured.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Stream(messages, options, cancellationToken);
    }

    /// <summary>The client itself, its <see cref="ChatClientMetadata"/>, <see cref="LanguageModel"/>, format or template.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        object?[] services = [this, _metadata, _model, _model.Tokenizer, _format, (_format as TemplateFormat)?.Template];
        return services.FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Takes no further calls; a model that is owned is disposed when the last answer that is being made is over.</summary>
    public void Dispose() => _use.Dispose();

    private async IAsyncEnumerable<ChatResponseUpdate> Stream(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using IDisposable use = _use.Begin();
        using IEnumerator<ChatResponseUpdate> steps = Steps(messages, options).Run(cancellation).GetEnumerator();
        while (await Task.Run(steps.MoveNext, cancellation).ConfigureAwait(false)) yield return steps.Current;
    }

    private AnswerSteps Steps(IEnumerable<ChatMessage> messages, ChatOptions? options)
        => new(_model, _format, ChatRequest.Read(_model, _format, _settings, messages, options));
}
