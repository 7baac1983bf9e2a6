using System.Runtime.CompilerServices;

namespace Heed.Models.Templates;

/// <summary>What one rendering has done so far: the line it is at and the work it has left.</summary>
internal sealed class RenderState(string source, TemplateSettings settings)
{
    private long _steps;
    private int _depth;

    /// <summary>The rules of its language.</summary>
    public Dialect Dialect { get; } = Dialect.Of(settings.Language);

    /// <summary>Names with dots that were to be put out and had no value.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>The line of the expression or statement in hand.</summary>
    public int Line { get; set; } = 1;

    /// <summary>The error of what is in hand.</summary>
    public HeedException Error(string complaint) => new($"{source}: line {Line}: {complaint}");

    /// <summary>The error of something Heed does not have.</summary>
    public HeedException Unsupported(string what) => new($"{source}: line {Line}: {what}") { IsUnsupported = true };

    /// <summary>Counts work.</summary>
    /// <exception cref="HeedException">There was too much of it, or expressions and values lie too deep in each other.</exception>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > settings.MaxSteps)
            throw Error($"the template did more than {settings.MaxSteps} steps and was stopped; expected it to end. "
                + "Look for a loop that grows, or raise MaxSteps.");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error("expressions, values or macros lie too deep in each other. Write the template flatter.");
    }

    /// <summary>Counts a text of <paramref name="length"/> characters before it is made.</summary>
    public void Text(long length)
    {
        Fits(length);
        Step(1 + (length / 16));
    }

    /// <summary>Refuses a text that is too long.</summary>
    public void Fits(long length)
    {
        if (length > settings.MaxText)
            throw Error($"a text would be of {length} characters; expected at most {settings.MaxText}. Shorten the messages, or raise MaxText.");
    }

    /// <summary>A text, counted.</summary>
    public string Made(string text)
    {
        Text(text.Length);
        return text;
    }

    /// <summary>Runs the body of a macro.</summary>
    public T Nested<T>(Func<T> body)
    {
        if (++_depth > settings.MaxDepth)
            throw Error($"macros call each other more than {settings.MaxDepth} deep; expected them to end. Look for a macro that calls itself for ever.");
        T result = body();
        _depth--;
        return result;
    }
}
