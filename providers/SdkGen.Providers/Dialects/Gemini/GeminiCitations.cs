using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>
/// Collects the sources of one answer: those that its text rests on and those that it repeats. Each source comes once, with every place of the text that names it.
/// </summary>
internal sealed class GeminiCitations
{
    private readonly List<string> _texts = [];
    private readonly List<Source> _sources = [];

    /// <summary>Takes a piece of the answer's text: places are counted in its bytes.</summary>
    public void TakeText(string text) => _texts.Add(text);

    public void Take(GeminiCandidate candidate)
    {
        if (candidate.GroundingMetadata is { } grounding)
            Take(grounding);
        Take(candidate.CitationMetadata?.Citations);
        Take(candidate.CitationMetadata?.CitationSources);
    }

    /// <summary>Takes a source and the place that it stands for, in bytes.</summary>
    public void Take(string? address, string? title, int? start, int? end)
    {
        if (Find(address, title, null) is { } source && (start ?? end) is not null)
            source.Add(new(start ?? 0, end, null));
    }

    /// <summary>The sources, on a part of their own; null where there are none.</summary>
    public TextContent? ToContent()
    {
        if (_sources.Count == 0)
            return null;
        var text = string.Concat(_texts);
        var bytes = Encoding.UTF8.GetBytes(text);
        return AnswerParts.Citations([.. _sources.Select(source => source.ToAnnotation(text, bytes))]);
    }

    private void Take(GeminiGroundingMetadata grounding)
    {
        if (grounding.GroundingChunks is not { Count: > 0 } chunks)
            return;
        var found = new Source?[chunks.Count];
        for (var i = 0; i < chunks.Count; i++)
            found[i] = (chunks[i]?.Web ?? chunks[i]?.RetrievedContext ?? chunks[i]?.Maps ?? chunks[i]?.Image) is { } chunk ? Find(chunk.SourceUri ?? chunk.Uri, chunk.Title, chunk.Text) : null;
        for (var i = 0; i < (grounding.GroundingSupports?.Count ?? 0); i++)
        {
            if (grounding.GroundingSupports![i] is not { Segment: { } segment, GroundingChunkIndices: { } indices })
                continue;
            foreach (var index in indices)
            {
                if ((uint)index < (uint)found.Length)
                    found[index]?.Add(new(segment.StartIndex ?? 0, segment.EndIndex, segment.Text));
            }
        }
    }

    private void Take(Json.ReusableList<GeminiCitation>? citations)
    {
        for (var i = 0; i < (citations?.Count ?? 0); i++)
        {
            if (citations![i] is { } citation)
                Take(citation.Uri, citation.Title, citation.StartIndex, citation.EndIndex);
        }
    }

    private Source? Find(string? address, string? title, string? snippet)
    {
        var url = Uri.TryCreate(address, UriKind.Absolute, out var absolute) ? absolute : null;
        title = AnswerParts.Text(title);
        if (url is null && title is null)
            return null;
        foreach (var known in _sources)
        {
            if (known.Title == title && known.Url?.OriginalString == url?.OriginalString)
                return known;
        }

        var source = new Source(url, title, AnswerParts.Text(snippet));
        _sources.Add(source);
        return source;
    }

    /// <param name="Start">In bytes.</param>
    /// <param name="End">In bytes; null means the end.</param>
    /// <param name="Text">What stands there; null where the service does not say.</param>
    private readonly record struct Place(int Start, int? End, string? Text)
    {
        /// <summary>The place in characters; null where it is none.</summary>
        public TextSpanAnnotatedRegion? In(string text, byte[] bytes)
        {
            var end = End ?? bytes.Length;
            if (Start >= 0 && Start <= end && end <= bytes.Length)
            {
                var start = Encoding.UTF8.GetCharCount(bytes, 0, Start);
                var length = Encoding.UTF8.GetCharCount(bytes, Start, end - Start);
                if (start + length <= text.Length && (Text is null || text.AsSpan(start, length).SequenceEqual(Text)))
                    return new() { StartIndex = start, EndIndex = start + length };
            }

            // Of several parts, or beside thoughts, the service counts from elsewhere; its words are right.
            return !string.IsNullOrEmpty(Text) && text.IndexOf(Text, StringComparison.Ordinal) is >= 0 and var found ? new() { StartIndex = found, EndIndex = found + Text.Length } : null;
        }
    }

    private sealed class Source(Uri? url, string? title, string? snippet)
    {
        private readonly List<Place> _places = [];

        public Uri? Url => url;

        public string? Title => title;

        public void Add(Place place)
        {
            if (!_places.Contains(place))
                _places.Add(place);
        }

        public CitationAnnotation ToAnnotation(string text, byte[] bytes)
        {
            List<AnnotatedRegion> regions = [.. _places.Select(place => place.In(text, bytes)).OfType<AnnotatedRegion>()];
            return new() { Url = url, Title = title, Snippet = snippet, AnnotatedRegions = regions.Count > 0 ? regions : null };
        }
    }
}
