namespace Heed.Models.Tokenizers;

/// <summary>
/// Makes words of a text whose pieces are told in order, matches and what lies between, as a <see cref="SplitBehavior"/> says.
/// </summary>
internal struct Splitter(AlignedText text, SplitBehavior behavior, List<AlignedText> words)
{
    private int _start;
    private int _end;
    private bool _isOpen;
    private bool _isMatch;

    /// <summary>The next piece; where it is joined with the one before, both become one word.</summary>
    public void Add(int start, int end, bool isMatch)
    {
        var joins = _isOpen && behavior switch
        {
            SplitBehavior.MergedWithPrevious => !_isMatch && isMatch,
            SplitBehavior.MergedWithNext => _isMatch && !isMatch,
            SplitBehavior.Contiguous => _isMatch == isMatch,
            _ => false,
        };
        if (!joins)
        {
            Finish();
            _start = start;
        }

        (_end, _isOpen, _isMatch) = (end, true, isMatch);
    }

    /// <summary>Hands out the last word. Empty ones are left out.</summary>
    public void Finish()
    {
        if (_isOpen && _end > _start && !(_isMatch && behavior == SplitBehavior.Removed))
        {
            words.Add(text.Slice(_start, _end - _start));
        }

        _isOpen = false;
    }
}
