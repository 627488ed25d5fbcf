using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>Makes broken arguments fit before a call runs or is shown to a person.</summary>
internal readonly partial struct ToolCallRunner
{
    /// <summary>Makes the arguments of a call fit, where what fails is not found out by running the tool on their text.</summary>
    /// <remarks>That is when they are no JSON object, when a person is to judge them, and when another library's client has read them already.</remarks>
    public void Repair(FunctionCallContent call) => Repair(call, loop.Find(call.Name));

    private void Repair(FunctionCallContent call, AITool? called)
    {
        if (called is not LlmTool tool || TextOf(call) is not { Repair: null } text)
            return;
        var isChecked = text.Error is null && call.Arguments is RawArguments && !IsToApprove(tool);
        if (!isChecked && (text.Error is not null || tool.CheckArguments(text.Utf8.Span) is { Count: > 0 }))
            TryRepair(tool, call, text);
    }

    /// <summary>Whether a call cannot run as it is: its arguments are no JSON, or a tool that a person has to approve refuses them.</summary>
    public bool IsUnfit(FunctionCallContent call) => IsBroken(call) || Refusal(call) is not null;

    /// <summary>What a tool that a person has to approve says about arguments that do not fit; null where they do.</summary>
    private string? Refusal(FunctionCallContent call)
    {
        if (loop.Find(call.Name) is not LlmTool { RequiresApproval: true } tool || TextOf(call) is not { Error: null } text)
            return null;
        return tool.CheckArguments(text.Utf8.Span) is { Count: > 0 } problems ? ToolProblems.Text(tool.Name, problems) : null;
    }

    /// <summary>The arguments as JSON text; null where they are free text or hold values that are no JSON.</summary>
    private static RawArguments? TextOf(FunctionCallContent call)
    {
        if (call.Arguments is null or RawArguments)
            return call.Arguments as RawArguments is { IsText: false } raw ? raw : null;
        var utf8 = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(utf8);
        writer.WriteStartObject();
        foreach (var (name, value) in call.Arguments)
        {
            if (value is not (null or JsonElement { ValueKind: not JsonValueKind.Undefined }))
                return null;
            writer.WritePropertyName(name);
            if (value is JsonElement element)
                element.WriteTo(writer);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndObject();
        writer.Flush();
        return RawArguments.FromJson(utf8.WrittenMemory);
    }

    private RawArguments? TryRepair(LlmTool tool, FunctionCallContent call, RawArguments raw)
    {
        if (!TryRepair(tool, raw, out var repair, out _))
            return null;
        var repaired = RawArguments.FromRepair(repair);
        call.Arguments = repaired;
        call.Exception = null;
        (call.AdditionalProperties ??= [])[ArgumentRepair.PropertyName] = repair.ToElement();
        return repaired;
    }

    private bool TryRepair(LlmTool tool, RawArguments raw, [NotNullWhen(true)] out ArgumentRepair? repair, out JsonProblems problems)
    {
        repair = null;
        problems = default;
        return loop.Options.RepairArguments && !raw.IsCutOff && raw.Repair is null && tool.CheckArguments("{}"u8) is not null
            && ArgumentRepairer.TryRepair(raw.Utf8, tool.JsonSchema, utf8 => tool.CheckArguments(utf8) ?? default, loop.Options.Coercions, out repair, out problems);
    }

    /// <summary>What the tool would still refuse if the text were read as well as it can be: one answer then corrects it all.</summary>
    private string OtherProblems(FunctionCallContent call)
    {
        if (call.Arguments is not RawArguments { IsText: false } raw || loop.Find(call.Name) is not LlmTool tool)
            return "";
        TryRepair(tool, raw, out _, out var problems);
        return problems.Count == 0 ? "" : ToolProblems.Append(new StringBuilder("\nWhat can be read of it does not fit either:"), problems);
    }
}
