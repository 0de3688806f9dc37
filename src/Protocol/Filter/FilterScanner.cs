using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Filter;

/// <summary>Cuts filter text into names, keywords and literals; never goes back.</summary>
internal sealed class FilterScanner(string text)
{
    /// <summary>Index of the next character.</summary>
    internal int Position { get; private set; }

    internal bool AtEnd => Position == text.Length;

    /// <summary>The next character; NUL at the end, which no valid filter contains unquoted.</summary>
    internal char Current => AtEnd ? '\0' : text[Position];

    internal void SkipSpaces()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            Position++;
        }
    }

    internal bool TryTake(char expected)
    {
        if (Current != expected || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>A run of the characters an attribute path or keyword is made of; empty when there is none.</summary>
    internal string TakeWord()
    {
        var start = Position;
        while (!AtEnd && AttributePathParser.IsPathCharacter(Current))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>
    /// Takes <c>not</c> only where an opening parenthesis follows, so an attribute may bear that name.
    /// </summary>
    internal bool TryTakeNot()
    {
        if (string.Compare(text, Position, "not", 0, 3, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        var next = Position + 3;
        while (next < text.Length && text[next] is ' ' or '\t')
        {
            next++;
        }

        if (next >= text.Length || text[next] != '(')
        {
            return false;
        }

        Position = next + 1;
        return true;
    }

    /// <summary>
    /// A run up to a space or a closing mark: a number, a keyword, or a value somebody forgot to quote.
    /// </summary>
    internal string TakeBareValue()
    {
        var start = Position;
        while (!AtEnd && Current is not (' ' or '\t' or '\r' or '\n' or '(' or ')' or '[' or ']' or '"'))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>A JSON string including its quotes, decoded; null when it is not closed or not valid JSON.</summary>
    internal string? TakeQuoted()
    {
        var start = Position++;
        while (!AtEnd && Current != '"')
        {
            Position += Current == '\\' && Position + 1 < text.Length ? 2 : 1;
        }

        if (!TryTake('"'))
        {
            return null;
        }

        return JsonStringLiteral.Decode(text.AsSpan(start + 1, Position - start - 2));
    }
}
