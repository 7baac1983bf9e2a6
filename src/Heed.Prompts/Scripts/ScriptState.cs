using System.Diagnostics;
using System.Runtime.CompilerServices;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts;

/// <summary>A run of some code: what it may still spend.</summary>
/// <param name="cancellation">Stops it.</param>
internal sealed class ScriptState(CancellationToken cancellation)
{
    private const int MostSteps = 3_000_000, StepsBetweenLooks = 1024, UnitsBetweenLooks = 1 << 16, MostCalls = 400;
    private const long MostUnits = 4_000_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly long _started = Stopwatch.GetTimestamp();
    private int _steps, _calls;
    private long _units, _work, _nextLook = UnitsBetweenLooks;

    /// <summary>Counts an expression or a statement.</summary>
    /// <exception cref="HeedException">There were too many, or it takes too long.</exception>
    public void Step()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_steps % StepsBetweenLooks != 0) return;
        if (_steps > MostSteps) throw new HeedException($"the code takes more than {MostSteps} steps; does a loop end?");
        Look();
    }

    /// <summary>Looks at the clock, and whether it was stopped.</summary>
    /// <exception cref="HeedException">It takes too long.</exception>
    public void Look()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_started) > s_longest) throw new HeedException("the code takes longer than a second; does a loop end?");
    }

    /// <summary>Counts characters and items that are looked through.</summary>
    /// <exception cref="HeedException">It takes too long.</exception>
    public void Work(long units)
    {
        Step();
        _work += units;
        if (_work < _nextLook) return;
        _nextLook = _work + UnitsBetweenLooks;
        Look();
    }

    /// <summary>Counts characters and items that are made.</summary>
    /// <exception cref="HeedException">There were too many.</exception>
    public void Charge(long units)
    {
        _units += units;
        if (_units > MostUnits || units < 0) throw new HeedException($"the code makes more than {MostUnits} characters and items");
        Work(units);
    }

    /// <summary>Makes a text, counted.</summary>
    public string Made(string text)
    {
        Charge(text.Length);
        return text;
    }

    /// <summary>Makes a list, counted.</summary>
    public ScriptList Made(List<object?> items)
    {
        Charge(items.Count);
        return new ScriptList(items);
    }

    /// <summary>Calls a function.</summary>
    /// <exception cref="HeedException">Too many calls stand in each other.</exception>
    public object? Call(object? function, object? self, params object?[] arguments)
    {
        if (function is not ScriptFunction callable) throw ErrorValues.Type($"{ScriptValue.TypeOf(function)} is not a function");
        Step();
        if (++_calls > MostCalls) throw ErrorValues.Range($"more than {MostCalls} calls inside each other");
        try
        {
            return callable.Call(this, self, arguments);
        }
        finally
        {
            _calls--;
        }
    }
}
