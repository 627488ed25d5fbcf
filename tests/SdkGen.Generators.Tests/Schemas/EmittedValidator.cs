using System.Reflection;
using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>A loaded validator, asked in every way that it has.</summary>
internal sealed class EmittedValidator
{
    private readonly BytesAre _bytesAre;
    private readonly BytesOf _bytesOf;
    private readonly Func<JsonElement, bool> _elementIs;
    private readonly Func<JsonElement, IReadOnlyList<JsonProblem>> _elementOf;

    public EmittedValidator(Assembly assembly, string name)
    {
        var type = assembly.GetType(name, throwOnError: true)!;
        _bytesAre = type.GetMethod("IsValid", [typeof(ReadOnlySpan<byte>)])!.CreateDelegate<BytesAre>();
        _bytesOf = type.GetMethod("Validate", [typeof(ReadOnlySpan<byte>)])!.CreateDelegate<BytesOf>();
        _elementIs = type.GetMethod("IsValid", [typeof(JsonElement)])!.CreateDelegate<Func<JsonElement, bool>>();
        _elementOf = type.GetMethod("Validate", [typeof(JsonElement)])!.CreateDelegate<Func<JsonElement, IReadOnlyList<JsonProblem>>>();
    }

    private delegate bool BytesAre(ReadOnlySpan<byte> json);

    private delegate IReadOnlyList<JsonProblem> BytesOf(ReadOnlySpan<byte> json);

    /// <summary>The problems, one per line; every way in must agree.</summary>
    public string Ask(string json)
    {
        using var document = JsonDocument.Parse(json);
        var problems = AskBytes(Encoding.UTF8.GetBytes(json));
        _elementIs(document.RootElement).ShouldBe(problems.Count == 0, json);
        _elementOf(document.RootElement).ShouldBe(problems, json);
        return string.Join('\n', problems.Select(problem => $"${problem.Path}: expected {problem.Expected}, received {problem.Received}"));
    }

    public IReadOnlyList<JsonProblem> AskBytes(ReadOnlySpan<byte> json)
    {
        var problems = _bytesOf(json);
        _bytesAre(json).ShouldBe(problems.Count == 0);
        return problems;
    }

    public IReadOnlyList<JsonProblem> AskElement(JsonElement value)
    {
        var problems = _elementOf(value);
        _elementIs(value).ShouldBe(problems.Count == 0);
        return problems;
    }
}
