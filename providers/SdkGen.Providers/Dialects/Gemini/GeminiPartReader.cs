using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Reads the parts of one answer, whole or piece by piece, and keeps what belongs together across them.</summary>
/// <param name="deltas">Takes the pieces of calls, for whoever shows progress; null where nobody does.</param>
internal sealed class GeminiPartReader(List<ToolCallDeltaUpdate>? deltas)
{
    private const string Python = "text/x-python";
    private const string AnyMedia = "application/octet-stream";

    private GeminiStreamedCall? _open;
    private int _calls;
    private int _codes;
    private string? _codeId;

    /// <summary>The answer calls tools of the caller.</summary>
    public bool HasCalls => _calls > 0;

    /// <summary>Reads a part, whose object may be used again afterwards.</summary>
    public void Read(GeminiPart part, string? responseId, ref List<AIContent>? contents)
    {
        if (part.FunctionCall is { } call)
        {
            ReadCall(call, part.ThoughtSignature, responseId, ref contents);
            return;
        }

        var signature = AnswerParts.Text(part.ThoughtSignature);
        if (part is { Thought: true, Text: { } thought })
        {
            if (thought.Length > 0 || signature is not null)
                (contents ??= new(1)).Add(new TextReasoningContent(thought) { ProtectedData = signature });
            return;
        }

        var text = IsText(part) ? part.Text : null;
        if (text is { Length: 0 } && signature is null)
            return;
        if ((text is not null ? new TextContent(text) : Other(part, responseId, signature)) is not { } content)
            return;
        (contents ??= new(1)).Add(content);
        Sign(contents, signature, text?.Length ?? 0);
    }

    /// <summary>Ends a call that is still open: the answer's end is the call's end, unless it came too early.</summary>
    public void Complete(string? responseId, bool isWhole, ref List<AIContent>? contents)
    {
        if (_open is { } open)
            Close(open, responseId, isWhole, ref contents);
    }

    private static bool IsText(GeminiPart part) => part is { Text: not null, InlineData: null, FileData: null, ExecutableCode: null, CodeExecutionResult: null };

    private static void Sign(List<AIContent> contents, string? signature, int length)
    {
        if (AnswerParts.Text(signature) is { } data)
            contents.Add(new TextReasoningContent("") { ProtectedData = data, AdditionalProperties = new() { [GeminiFacts.SignedTextKey] = length } });
    }

    private void ReadCall(GeminiFunctionCall call, string? signature, string? responseId, ref List<AIContent>? contents)
    {
        if (_open is { } open)
        {
            if (open.IsContinuedBy(call))
            {
                open.Signature ??= AnswerParts.Text(signature);
                open.Take(call, deltas);
                if (call.WillContinue != true)
                    Close(open, responseId, isWhole: true, ref contents);
                return;
            }

            Close(open, responseId, isWhole: true, ref contents);
        }

        // A call without anything ends one that is open; where none is, it says nothing.
        if (string.IsNullOrEmpty(call.Name) && string.IsNullOrEmpty(call.Id) && call.Args is null && call.PartialArgs is not { Count: > 0 })
            return;
        var begun = new GeminiStreamedCall(_calls++) { Id = AnswerParts.Text(call.Id), Name = AnswerParts.Text(call.Name), Signature = AnswerParts.Text(signature) };
        begun.Take(call, deltas);
        if (call.WillContinue == true)
            _open = begun;
        else
            Close(begun, responseId, isWhole: true, ref contents);
    }

    private void Close(GeminiStreamedCall call, string? responseId, bool isWhole, ref List<AIContent>? contents)
    {
        _open = null;
        contents ??= new(1);
        contents.Add(call.ToContent(responseId, isWhole, deltas));
        Sign(contents, call.Signature, 0);
    }

    private AIContent? Other(GeminiPart part, string? responseId, string? signature)
    {
        if (part.InlineData is { } blob && Data(blob) is { } data)
            return Thought(data, part);
        if (part.FileData is { FileUri: { Length: > 0 } address } file && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return Thought(new UriContent(uri, MediaType(file.MimeType)), part);
        if (part.ExecutableCode is { } code)
        {
            // Older models give no id; code and result follow each other.
            _codeId = AnswerParts.Text(code.Id) ?? $"code_{_codes}_{responseId}";
            _codes++;
            return Kept(new CodeInterpreterToolCallContent(_codeId) { Inputs = [new DataContent(Encoding.UTF8.GetBytes(code.Code ?? ""), Python)] }, part);
        }

        if (part.CodeExecutionResult is { } result)
            return Kept(new CodeInterpreterToolResultContent(AnswerParts.Text(result.Id) ?? _codeId ?? "") { Outputs = [Output(result)] }, part);
        if (part.ToolCall is { } call)
            return Kept(GeminiServerTools.Call(call), part);
        if (part.ToolResponse is { } response)
            return Kept(GeminiServerTools.Result(response), part);

        // Whatever is new goes back as it came.
        var json = GeminiFacts.ToJson(part);
        return signature is null && !json.EnumerateObject().Any() ? null : new AIContent { AdditionalProperties = new() { [GeminiFacts.PartKey] = json } };
    }

    private static AIContent Output(GeminiCodeExecutionResult result) => GeminiFacts.Text(result.Outcome) is null or "OUTCOME_OK" or "1"
        ? new TextContent(result.Output ?? "")
        : new ErrorContent(result.Output ?? "") { ErrorCode = GeminiFacts.Text(result.Outcome) };

    private static T Kept<T>(T content, GeminiPart part)
        where T : AIContent
    {
        content.AdditionalProperties = new() { [GeminiFacts.PartKey] = GeminiFacts.ToJson(part) };
        return content;
    }

    private static AIContent Thought(AIContent content, GeminiPart part)
    {
        if (part.Thought == true)
            content.AdditionalProperties = new() { [GeminiFacts.ThoughtKey] = true };
        return content;
    }

    /// <summary>A file in place; null where it cannot be read: it then goes back as it came.</summary>
    private static DataContent? Data(GeminiBlob blob)
    {
        try
        {
            // Protocol buffers know two alphabets of Base64.
            return new DataContent(Convert.FromBase64String((blob.Data ?? "").Replace('-', '+').Replace('_', '/')), MediaType(blob.MimeType)) { Name = AnswerParts.Text(blob.DisplayName) };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string MediaType(string? given) => MediaTypeHeaderValue.TryParse(given, out _) ? given! : AnyMedia;
}
