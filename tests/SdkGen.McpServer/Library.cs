using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace SdkGen.McpServer;

/// <summary>Tools that keep something between calls, so that a test sees that one process served them all.</summary>
public sealed class Library
{
    private readonly List<Book> _books = [];

    /// <summary>Adds a book.</summary>
    /// <param name="book">Which book.</param>
    [LlmTool]
    public int Add(Book book)
    {
        _books.Add(book);
        return _books.Count;
    }

    /// <summary>Finds books by a part of their title.</summary>
    /// <param name="text">The part.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [LlmTool("find_books")]
    public async Task<List<Book>> FindAsync([Length(1, 40)] string text, [Range(1, 10)] int limit = 5, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return [.. _books.Where(book => book.Title.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(limit)];
    }

    /// <summary>Shows a cover.</summary>
    [LlmTool]
    public DataContent Cover() => new(new byte[] { 0x89, 0x50, 0x4e, 0x47 }, "image/png");

    /// <summary>Says which process serves.</summary>
    [LlmTool]
    public int Process() => Environment.ProcessId;
}

/// <summary>A book.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Year">When it appeared.</param>
/// <param name="Tags">What it is about.</param>
public sealed record Book(string Title, int Year, IReadOnlyList<string>? Tags = null);
