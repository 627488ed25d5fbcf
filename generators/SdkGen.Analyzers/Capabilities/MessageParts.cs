using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>A message that is made where it can be seen.</summary>
/// <param name="Passed">The message as the list or the call has it.</param>
/// <param name="Role">The member of <c>ChatRole</c>; null where it cannot be seen.</param>
/// <param name="Text">The expression of a message of text alone; null for every other.</param>
/// <param name="Parts">What makes the parts, as far as it can be seen.</param>
internal sealed record SeenMessage(IObjectCreationOperation Creation, IOperation Passed, string? Role, IOperation? Text, ImmutableArray<IOperation> Parts);

/// <summary>Finds the messages of a request, and their parts.</summary>
internal static class MessageParts
{
    /// <summary>The messages, of those that are passed as one or as several.</summary>
    public static ImmutableArray<SeenMessage> Messages(IOperation messages)
    {
        if (messages.Type?.SpecialType == SpecialType.System_String)
            return [];
        return Message(messages) is { } single ? [single] : [.. CollectionItems.Of(messages).Select(Message).OfType<SeenMessage>()];
    }

    /// <summary>The letters of all texts that are constants.</summary>
    /// <param name="messages">What is passed.</param>
    /// <param name="seen">The messages of it.</param>
    public static long Letters(IOperation messages, ImmutableArray<SeenMessage> seen) => seen.IsEmpty && ValueFlow.Constant(messages) is string prompt
        ? prompt.Length
        : seen.Sum(message => LettersOf(message.Text) + message.Parts.Sum(part => part is IObjectCreationOperation { Type.Name: "TextContent", Arguments.Length: > 0 } text ? LettersOf(text.Arguments[0].Value) : 0));

    private static long LettersOf(IOperation? text) => text is not null && ValueFlow.Constant(text) is string constant ? constant.Length : 0;

    /// <summary>The media type of a part; null where it cannot be seen, or the part has none.</summary>
    public static string? MediaType(IOperation part)
    {
        if (part is not IObjectCreationOperation { Type: { Name: "DataContent" or "UriContent" } type } creation || !CapabilitySymbols.IsAbstraction(type))
            return null;
        string? uri = null;
        foreach (var argument in creation.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "mediaType" when ValueFlow.Constant(argument.Value) is string mediaType:
                    return mediaType;
                case "uri":
                    uri = ValueFlow.Constant(argument.Value) as string;
                    break;
            }
        }

        const string Scheme = "data:";
        if (uri is null || !uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var end = uri.IndexOfAny([';', ',']);
        return end < 0 ? null : uri.Substring(Scheme.Length, end - Scheme.Length);
    }

    private static SeenMessage? Message(IOperation value)
    {
        if (ValueFlow.Origin(value) is not IObjectCreationOperation { Type: { Name: "ChatMessage" } type } creation || !CapabilitySymbols.IsAbstraction(type))
            return null;
        string? role = null;
        IOperation? text = null, contents = null;
        foreach (var argument in creation.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "role":
                    role = ValueFlow.MemberName(argument.Value);
                    break;
                case "content":
                    text = argument.Value;
                    break;
                case "contents":
                    contents = argument.Value;
                    break;
            }
        }

        foreach (var write in OptionWrites.Of(creation))
        {
            if (write.Property.Name == "Contents")
                contents = write.Value;
            else if (write.Property.Name == "Role")
                role = ValueFlow.MemberName(write.Value);
        }

        var changed = ChangedValue.Properties(value);
        if (changed.Contains("Role"))
            role = null;
        if (changed.Contains("Contents"))
            (text, contents) = (null, null);
        return new SeenMessage(creation, value, role, text, contents is null ? [] : [.. CollectionItems.Of(contents).Select(ValueFlow.Origin)]);
    }
}
