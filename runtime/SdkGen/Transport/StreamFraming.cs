namespace SdkGen.Transport;

/// <summary>How a streamed answer is cut into events.</summary>
public enum StreamFraming
{
    /// <summary>Server-sent events (<c>text/event-stream</c>).</summary>
    ServerSentEvents,

    /// <summary>JSON objects that follow one another: a line each (NDJSON), or as the items of one array.</summary>
    JsonObjects,

    /// <summary>The binary frames of AWS (<c>application/vnd.amazon.eventstream</c>). Each arrives as an object with one member, named after the event's type.</summary>
    AmazonEventStream,
}
